import { inLanguage, isKeyOf, type ScreenLanguage } from "@giliran/client/phrases"
import { localeOf } from "@giliran/client/spoken-languages"
import type { AuditLine } from "@giliran/contract/audit"
import type { DeviceAnswer } from "@giliran/contract/devices"
import type { StaffMember } from "@giliran/contract/staff"
import {
  auditActs,
  auditSentences,
  otherActors,
  pairingRefusals,
  queueEvents,
  signInFailures,
} from "./audit-phrases.ts"
import { roleWords } from "./office-phrases.ts"
import { kindWords } from "./screens-phrases.ts"

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
    did: whatWasDone(act, body, known, language),
    from: fromWhere(address, language),
  }
}

/** What is missing in a line's body, whatever it holds, is not said. */
function whatWasDone(
  act: string,
  body: AuditLine["body"],
  { staff }: Known,
  language: ScreenLanguage,
): string {
  const t = inLanguage(auditSentences, language)
  const word = (key: string) => {
    const value = body[key]
    return typeof value === "string" || typeof value === "number" ? String(value) : ""
  }
  const quoted = (key: string) => word(key) && t.quoted({ name: word(key) })
  if (isKeyOf(queueEvents, act)) {
    const did = inLanguage(queueEvents, language)[act]
    return joined(did, word("number"), placeOf(act, word("counterId"), language))
  }
  if (!isKeyOf(auditActs, act)) return act
  const kind = word("kind")
  const values = {
    staff: staff.get(word("staffId"))?.name ?? word("staffId"),
    name: quoted("name"),
    from: quoted("from"),
    to: quoted("to"),
    label: quoted("label"),
    day: quoted("day"),
    kind: isKeyOf(kindWords, kind) ? t.inBrackets({ name: inLanguage(kindWords, language)[kind] }) : "",
    roles: rolesOf(act, body, language),
  }
  const phrase = inLanguage(auditActs, language)[act]
  const did = joined(typeof phrase === "string" ? phrase : phrase(values))
  const why = reasonOf(word("cause"), word("why"), language)
  const rows = body["count"]
  if (why !== null) return t.because({ did, why })
  return typeof rows === "number" ? t.counted({ did, rows }) : did
}

const joined = (...parts: readonly string[]) => parts.join(" ").replaceAll(/ +/g, " ").trim()

/** Of a counter itself it is what was opened; of a ticket it is where. */
function placeOf(act: string, counter: string, language: ScreenLanguage): string {
  const t = inLanguage(auditSentences, language)
  if (counter === "") return ""
  return act.startsWith("counter-") ? t.theCounter({ counter }) : t.atCounter({ counter })
}

function reasonOf(cause: string, why: string, language: ScreenLanguage): string | null {
  if (isKeyOf(signInFailures, cause)) return inLanguage(signInFailures, language)[cause]
  return isKeyOf(pairingRefusals, why) ? inLanguage(pairingRefusals, language)[why] : null
}

function whoIs(actor: string, { staff, devices }: Known, language: ScreenLanguage): string {
  const t = inLanguage(auditSentences, language)
  const [kind = "", id = ""] = actor.split(" ", 2)
  if (kind === "staff") {
    const member = staff.get(id)
    const role = member?.grants[0]?.role
    if (!member) return id
    return role === undefined
      ? member.name
      : t.withRole({ name: member.name, role: roleInSentence(role, language) })
  }
  if (kind === "customer") return t.customer
  const device = devices.get(id)
  if (device) return t.quoted({ name: device.name })
  if (isKeyOf(otherActors, kind)) return inLanguage(otherActors, language)[kind]
  if (isKeyOf(roleWords, kind) && id) return t.keyWithRole({ id, role: roleInSentence(kind, language) })
  return actor
}

function fromWhere(address: string, language: ScreenLanguage): string {
  const t = inLanguage(auditSentences, language)
  if (address === "") return ""
  return address === "here" ? t.atServer : t.fromAddress({ address })
}

/** The roles that staff were given, or the one that a key has. */
function rolesOf(act: string, body: AuditLine["body"], language: ScreenLanguage): string {
  const t = inLanguage(auditSentences, language)
  const given = [body["grants"], body["new"]].find(Array.isArray) ?? [body]
  const roles = given
    .map((grant: unknown) => roleIn(grant, language))
    .filter(Boolean)
    .join(", ")
  if (roles === "") return ""
  return act === "grants-changed" ? t.toRoles({ roles }) : t.asRoles({ roles })
}

function roleIn(grant: unknown, language: ScreenLanguage): string {
  if (typeof grant !== "object" || grant === null || !("role" in grant)) return ""
  const { role } = grant
  if (typeof role !== "string") return ""
  return isKeyOf(roleWords, role) ? roleInSentence(role, language) : role
}

const roleInSentence = (role: keyof typeof roleWords.id, language: ScreenLanguage) =>
  inLanguage(roleWords, language)[role].toLocaleLowerCase(localeOf(language))
