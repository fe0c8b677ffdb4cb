import { Button } from "@giliran/client/button.tsx"
import { dayName } from "@giliran/client/times"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { AuditLine, AuditPage as AuditAnswer } from "@giliran/contract/audit"
import type { DeviceList } from "@giliran/contract/devices"
import type { StaffList } from "@giliran/contract/staff"
import { Download, ScrollText } from "lucide-react"
import { type ReactNode, useMemo, useState } from "react"
import { AuditFilters, type AuditWish, everything, queryOf } from "./audit-filters.tsx"
import { AuditRow } from "./audit-row.tsx"
import { auditPhrases } from "./audit-phrases.ts"
import type { Known } from "./audit-sentence.ts"
import { dateIn } from "./moments.ts"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { NotYet, OfficeNotice, PageHead } from "./page-parts.tsx"
import { pathOf, wholeBank } from "./place.ts"
import { SignedDays } from "./signed-days.tsx"
import { useAsked } from "./use-asked.ts"

/** Who did what, newest first, day by day. */
export function AuditPage({
  office,
  branch,
  language,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(auditPhrases, language)
  const place = pathOf(branch.branchId)
  const [wish, setWish] = useState<AuditWish>(everything)
  const query = queryOf(wish, branch.zone)
  const asked = useAsked<AuditAnswer>(office, `${place}/audit${query && `?${query}`}`)
  const older = useOlder(office, place, query, asked.answer)
  const known = useKnown(office, branch)
  const lines = [...(asked.answer?.lines ?? []), ...older.lines]

  return (
    <>
      <PageHead title={t.title} line={t.line}>
        <a
          className="button"
          data-look="plain"
          href={`${place}/audit/export${query && `?${query}`}`}
          download
          title={t.exportLine}
        >
          <Download aria-hidden="true" />
          <span>{t.export}</span>
        </a>
      </PageHead>
      <OfficeNotice office={office} language={language} />
      <AuditFilters wish={wish} zone={branch.zone} language={language} choose={setWish} />
      {asked.answer === null || known === null ? (
        <NotYet asked={asked} language={language} />
      ) : lines.length === 0 && older.next === null ? (
        <div className="empty">
          <ScrollText aria-hidden="true" />
          <h2>{t.none}</h2>
          <p className="soft">{t.noneLine}</p>
        </div>
      ) : (
        byDay(lines, branch.zone).map(([date, ofDay]) => (
          <section className="audit-day" key={date} aria-label={date}>
            <h2>{dayName(ofDay[0]?.at ?? 0, branch.zone, language)}</h2>
            <ol className="audit-lines">
              {ofDay.map((line) => (
                <AuditRow key={line.id} line={line} known={known} zone={branch.zone} language={language} />
              ))}
            </ol>
          </section>
        ))
      )}
      {older.next === null ? null : (
        <p className="audit-more">
          <Button aria-busy={older.isBusy} onClick={() => void older.ask()}>
            {t.more}
          </Button>
        </p>
      )}
      {branch.branchId === wholeBank ? null : (
        <SignedDays office={office} branch={branch} language={language} />
      )}
    </>
  )
}

/** The pages after the first; forgotten when the first is another. */
function useOlder(office: Office, place: string, query: string, first: AuditAnswer | null) {
  const [read, setRead] = useState<Read>({ after: null, lines: [], next: null })
  const [isBusy, setBusy] = useState(false)
  const shown: Read = read.after === first ? read : { after: first, lines: [], next: first?.next ?? null }
  const ask = async () => {
    if (shown.next === null || isBusy) return
    setBusy(true)
    const sent = await office.read<AuditAnswer>(
      `${place}/audit?${query && `${query}&`}before=${encodeURIComponent(shown.next)}`,
    )
    setBusy(false)
    if (!sent.ok) return office.tell(sent.problem.detail)
    setRead({ after: first, lines: [...shown.lines, ...sent.body.lines], next: sent.body.next })
  }
  return { ...shown, isBusy, ask }
}

interface Read {
  readonly after: AuditAnswer | null
  readonly lines: readonly AuditLine[]
  readonly next: string | null
}

/** Null until it is known: a sentence does not change its words under the reader. */
function useKnown(office: Office, branch: OfficeBranch): Known | null {
  const place = pathOf(branch.branchId)
  const staff = useAsked<StaffList>(office, `${place}/staff`)
  const devices = useAsked<DeviceList>(office, branch.branchId === wholeBank ? null : `${place}/devices`)
  const isAnswered = [staff, ...(branch.branchId === wholeBank ? [] : [devices])].every(
    ({ answer, problem }) => answer !== null || problem !== null,
  )
  return useMemo(
    () =>
      isAnswered
        ? {
            staff: new Map(staff.answer?.staff.map((member) => [member.staffId, member])),
            devices: new Map(devices.answer?.devices.map((device) => [device.deviceId, device])),
          }
        : null,
    [isAnswered, staff.answer, devices.answer],
  )
}

/** Together by the branch's own date, in the order in which they came. */
function byDay(
  lines: readonly AuditLine[],
  zone: string,
): readonly (readonly [date: string, lines: readonly AuditLine[]])[] {
  return [...Map.groupBy(lines, ({ at }) => dateIn(at, zone))]
}
