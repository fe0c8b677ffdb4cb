import { longest } from "@giliran/contract/written-forms"
import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import { SlidersHorizontal } from "lucide-react"
import { type FormEvent, type ReactNode, useState } from "react"
import { auditActChoices, auditPhrases, queueEventChoices } from "./audit-phrases.ts"
import { nextDate, startOfDate } from "./moments.ts"

/** What is looked for; dates are the branch's own. */
export interface AuditWish {
  readonly from: string
  readonly until: string
  readonly actor: string
  readonly act: string
}

export const everything: AuditWish = { from: "", until: "", actor: "", act: "" }

/** As the server is asked: moments, and the whole of the last day. */
export function queryOf({ from, until, actor, act }: AuditWish, zone: string): string {
  const query = new URLSearchParams()
  if (from) query.set("from", String(startOfDate(from, zone)))
  if (until) query.set("until", String(startOfDate(nextDate(until), zone)))
  if (actor.trim()) query.set("actor", actor.trim())
  if (act) query.set("act", act)
  return query.toString()
}

export function AuditFilters({
  wish,
  zone,
  language,
  choose,
}: {
  wish: AuditWish
  zone: string
  language: ScreenLanguage
  choose: (wish: AuditWish) => void
}): ReactNode {
  const t = inLanguage(auditPhrases, language)
  const [draft, setDraft] = useState(wish)
  // On a phone it lies folded over what it filters.
  const [isWide] = useState(() => matchMedia("(min-width: 600px)").matches)
  const change = (part: Partial<AuditWish>) => setDraft({ ...draft, ...part })
  const isFiltered = Object.values(wish).some((value) => value !== "")
  const submit = (event: FormEvent) => {
    event.preventDefault()
    choose(draft)
  }
  const dateField = (key: "from" | "until") => (
    <label className="field">
      <span>{t[key]}</span>
      <input type="date" value={draft[key]} onChange={(event) => change({ [key]: event.target.value })} />
    </label>
  )
  return (
    <search>
      <details className="filters-fold" open={isWide}>
        <summary>
          <SlidersHorizontal aria-hidden="true" />
          {t.filter}
        </summary>
        <form className="filters" onSubmit={submit}>
          {dateField("from")}
          {dateField("until")}
          <label className="field">
            <span>{t.actor}</span>
            <input
              value={draft.actor}
              maxLength={longest.staffId}
              placeholder={t.actorHint}
              autoComplete="off"
              onChange={(event) => change({ actor: event.target.value })}
            />
          </label>
          <label className="field">
            <span>{t.act}</span>
            <select value={draft.act} onChange={(event) => change({ act: event.target.value })}>
              <option value="">{t.allActs}</option>
              <ActChoices label={t.accessActs} acts={inLanguage(auditActChoices, language)} />
              <ActChoices label={t.queueEvents} acts={inLanguage(queueEventChoices, language)} />
            </select>
          </label>
          <div className="filters__buttons">
            <Button type="submit">{t.show}</Button>
            {isFiltered ? (
              <Button
                look="quiet"
                onClick={() => {
                  setDraft(everything)
                  choose(everything)
                }}
              >
                {t.clear}
              </Button>
            ) : null}
            <p className="filters__zone field__help">{t.zone({ zone })}</p>
          </div>
        </form>
      </details>
    </search>
  )
}

function ActChoices({ label, acts }: { label: string; acts: Readonly<Record<string, string>> }): ReactNode {
  return (
    <optgroup label={label}>
      {Object.entries(acts).map(([act, words]) => (
        <option key={act} value={act}>
          {words}
        </option>
      ))}
    </optgroup>
  )
}
