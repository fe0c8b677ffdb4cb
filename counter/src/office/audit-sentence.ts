import type { ScreenLanguage } from "@giliran/client/phrases"
import type { AuditLine, DeviceAnswer, StaffMember } from "@giliran/contract/access"
import { type About, accessActs, type ActWords } from "./audit-acts.ts"
import { queueEvents } from "./audit-events.ts"
import { roleWords, type Words } from "./office-phrases.ts"

/** Whom the ids of the audit are, as far as this person may see them. */
export interface Known {
  readonly staff: ReadonlyMap<string, StaffMember>
  readonly devices: ReadonlyMap<string, DeviceAnswer>
}

/** `Siti Rahma (Manajer) menyetujui layar “Kiosk pintu” dari 10.0.0.5`, in its three parts. */
export function auditSentence(
  { actor, act, address, body }: AuditLine,
  known: Known,
  language: ScreenLanguage,
): { readonly who: string; readonly did: string; readonly from: string } {
  return {
    who: whoIs(actor, known, language),
    did: actWords(act)?.said(aboutOf(body, known, language), language) ?? act,
    from: fromWhere(address, language),
  }
}

function actWords(act: string): ActWords | null {
  const words: Readonly<Record<string, ActWords>> = { ...accessActs, ...queueEvents }
  return words[act] ?? null
}

const others: Readonly<Record<string, Words>> = {
  clock: { id: "Jam server", en: "The clock" },
  demo: { id: "Cabang contoh", en: "The demo" },
  system: { id: "Server", en: "The server" },
  server: { id: "Server", en: "The server" },
  here: { id: "Perintah di server", en: "A command at the server" },
  command: { id: "Perintah di server", en: "A command at the server" },
}

function whoIs(actor: string, { staff, devices }: Known, language: ScreenLanguage): string {
  const [kind = "", id = ""] = actor.split(" ", 2)
  if (kind === "staff") {
    const member = staff.get(id)
    const role = member?.grants[0]?.role
    if (!member) return id
    return role === undefined ? member.name : `${member.name} (${roleWords[role][language].toLowerCase()})`
  }
  if (kind === "customer") return language === "id" ? "Nasabah" : "A customer"
  const device = devices.get(id)
  if (device) return `“${device.name}”`
  const other = others[kind]
  if (other) return other[language]
  if (kind in roleWords && id) {
    const role = roleWords[kind as keyof typeof roleWords][language]
    return language === "id" ? `Kunci ${id} (${role.toLowerCase()})` : `Key ${id} (${role.toLowerCase()})`
  }
  return actor
}

function fromWhere(address: string, language: ScreenLanguage): string {
  if (address === "") return ""
  if (address === "here") return language === "id" ? "di server" : "at the server"
  return language === "id" ? `dari ${address}` : `from ${address}`
}

function aboutOf(body: AuditLine["body"], { staff }: Known, language: ScreenLanguage): About {
  const word = (key: string) => {
    const value = body[key]
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  }
  return {
    word,
    named: (key) => word(key) && ` “${word(key)}”`,
    count: (key) => {
      const value = body[key]
      return typeof value === "number" ? value : null
    },
    staff: (key) => {
      const id = word(key)
      return id && ` ${staff.get(id)?.name ?? id}`
    },
    roles: (key) => {
      const value = body[key]
      if (!Array.isArray(value)) return ""
      return value
        .map((grant: unknown) => roleIn(grant, language))
        .filter(Boolean)
        .join(", ")
    },
  }
}

function roleIn(grant: unknown, language: ScreenLanguage): string {
  if (typeof grant !== "object" || grant === null || !("role" in grant)) return ""
  const { role } = grant
  return typeof role === "string" && role in roleWords
    ? roleWords[role as keyof typeof roleWords][language].toLowerCase()
    : ""
}
