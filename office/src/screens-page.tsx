import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { DeviceAnswer, DeviceList } from "@giliran/contract/devices"
import type { StaffList } from "@giliran/contract/staff"
import { KeyRound, MonitorSmartphone, Plus, RefreshCw } from "lucide-react"
import { type ReactNode, useState } from "react"
import { useStore } from "zustand"
import { ApproveSheet } from "./approve-sheet.tsx"
import { DeviceRow } from "./device-row.tsx"
import { RenameSheet, RevokeSheet } from "./device-sheets.tsx"
import { NewPinSheet } from "./new-pin-sheet.tsx"
import type { Office } from "./office.ts"
import type { OfficeBranch } from "./place.ts"
import { NotYet, OfficeNotice, PageHead } from "./page-parts.tsx"
import { mayHere, pathOf } from "./place.ts"
import { screensPhrases } from "./screens-phrases.ts"
import { useAsked } from "./use-asked.ts"

type Open =
  | { readonly sheet: "approve"; readonly code: string }
  | { readonly sheet: "pin" }
  | {
      readonly sheet: "rename" | "revoke"
      readonly device: DeviceAnswer
    }

/** The branch's paired screens: which there are, a new one by its code, and the end of one. */
export function ScreensPage({
  office,
  branch,
  language,
}: {
  office: Office
  branch: OfficeBranch
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(screensPhrases, language)
  const mayManage = mayHere(branch, "manage-devices")
  const asked = useAsked<DeviceList>(office, `${pathOf(branch.branchId)}/devices`)
  const pairCode = useStore(office.state, (state) => state.pairCode)
  const [chosen, setOpen] = useState<Open | null>(null)
  const byLink: Open | null = pairCode !== null && mayManage ? { sheet: "approve", code: pairCode } : null
  const open = chosen ?? byLink
  const close = () => {
    setOpen(null)
    office.keepPairCode(null)
  }
  const done = (notice: string) => {
    close()
    office.tell(notice)
    void asked.again()
  }
  const staff = useAsked<StaffList>(office, `${pathOf(branch.branchId)}/staff`)
  const nameOf = (actor: string) => {
    const id = actor.replace(/^staff /, "")
    return staff.answer?.staff.find(({ staffId }) => staffId === id)?.name ?? id
  }
  const devices = asked.answer?.devices ?? []
  const paired = devices.filter(({ revokedAt }) => revokedAt === null)
  const revoked = devices.filter(({ revokedAt }) => revokedAt !== null)
  const sheetProps = { office, branch, language, close, done }

  return (
    <>
      <PageHead title={t.title} line={t.line}>
        <Button icon={RefreshCw} onClick={() => void asked.again()}>
          {t.lookAgain}
        </Button>
        {mayManage ? (
          <>
            <Button icon={KeyRound} onClick={() => setOpen({ sheet: "pin" })}>
              {t.newPin}
            </Button>
            <Button look="primary" icon={Plus} onClick={() => setOpen({ sheet: "approve", code: "" })}>
              {t.approve}
            </Button>
          </>
        ) : null}
      </PageHead>
      <OfficeNotice office={office} language={language} />
      {asked.answer === null ? (
        <NotYet asked={asked} language={language} />
      ) : paired.length === 0 ? (
        <div className="empty">
          <MonitorSmartphone aria-hidden="true" />
          <h2>{t.none}</h2>
          <p className="soft">{t.noneLine}</p>
        </div>
      ) : (
        <ul className="rows">
          {paired.map((device) => (
            <DeviceRow
              key={device.deviceId}
              device={device}
              branch={branch}
              approvedBy={nameOf(device.approvedBy)}
              now={office.clock.now()}
              language={language}
              buttons={
                mayManage ? (
                  <>
                    <Button look="quiet" onClick={() => setOpen({ sheet: "rename", device })}>
                      {t.rename}
                    </Button>
                    <Button look="quiet" onClick={() => setOpen({ sheet: "revoke", device })}>
                      {t.revoke}
                    </Button>
                  </>
                ) : null
              }
            />
          ))}
        </ul>
      )}
      {revoked.length === 0 ? null : (
        <details className="fold">
          <summary>{t.revokedList({ count: revoked.length })}</summary>
          <ul className="rows">
            {revoked.map((device) => (
              <DeviceRow
                key={device.deviceId}
                device={device}
                branch={branch}
                approvedBy={nameOf(device.approvedBy)}
                now={office.clock.now()}
                language={language}
                buttons={null}
              />
            ))}
          </ul>
        </details>
      )}
      {open === null ? null : open.sheet === "approve" ? (
        <ApproveSheet {...sheetProps} code={open.code} />
      ) : open.sheet === "pin" ? (
        <NewPinSheet office={office} branch={branch} language={language} close={close} />
      ) : open.sheet === "rename" ? (
        <RenameSheet {...sheetProps} device={open.device} />
      ) : (
        <RevokeSheet {...sheetProps} device={open.device} />
      )}
    </>
  )
}
