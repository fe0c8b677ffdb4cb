import type { Millis, Text } from "@giliran/contract/basics"
import type { CallReason, OverflowCondition, TicketClass } from "@giliran/contract/ticket"

/** The reason of a call in one line for the teller (CALL-6); the data stay whole in the ledger. */
export function whyCalled(reason: CallReason): Text {
  const why = whyByRule(reason)
  if (!reason.overflow) return why
  const help = whyHelped(reason.overflow)
  return { id: `${why.id} · ${help.id}`, en: `${why.en} · ${help.en}` }
}

function whyByRule(reason: CallReason): Text {
  const waited = minutes(reason.waitedMs)
  switch (reason.rule) {
    case "by-number":
      return {
        id: `Dipilih oleh teller: ${reason.tellerReason ?? ""}`,
        en: `Chosen by the teller: ${reason.tellerReason ?? ""}`,
      }
    case "sent-first":
      return {
        id: `Dikirim ke sini untuk didahulukan · menunggu ${waited} mnt`,
        en: `Sent here to go first · waited ${waited} min`,
      }
    case "over-cap":
      return overCap(reason, waited)
    case "highest-score":
      return byScore(reason, waited)
  }
}

/** CALL-8. */
function overCap({ class: ticketClass, number = "", maxWaitMs }: CallReason, waited: number): Text {
  const who = { id: `${classNames[ticketClass].id} ${number}`, en: `${classNames[ticketClass].en} ${number}` }
  const cap = maxWaitMs === undefined ? null : minutes(maxWaitMs)
  return {
    id: `${who.id.trim()} sudah menunggu ${waited} mnt: melewati batas${cap === null ? "" : ` ${cap} mnt`}`,
    en: `${who.en.trim()} has waited ${waited} min: over the${cap === null ? "" : ` ${cap} min`} cap`,
  }
}

/** Calls from before there were presets were by head start. */
function byScore(reason: CallReason, waited: number): Text {
  const hasPassedSomebody = reason.runnersUp.some(({ waitedMs }) => waitedMs > reason.waitedMs)
  if (reason.preset === "strict" && hasPassedSomebody) return beforeOtherClasses(reason, waited)
  if (reason.preset === "accumulating" && hasPassedSomebody) return countedFaster(reason, waited)
  if (reason.headStartMs > 0 && reason.preset !== "strict") return aheadOfOthers(reason, waited)
  return longestWait(reason, waited)
}

/** PRESET-3. */
function beforeOtherClasses({ class: ticketClass }: CallReason, waited: number): Text {
  const name = classNames[ticketClass]
  return {
    id: `${name.id} · menunggu ${waited} mnt, selalu didahulukan di cabang ini`,
    en: `${name.en} · waited ${waited} min, always first in this branch`,
  }
}

/** PRESET-2. */
function countedFaster({ class: ticketClass, score }: CallReason, waited: number): Text {
  const name = classNames[ticketClass]
  const counted = Math.floor(score / 60)
  return {
    id: `${name.id} · menunggu ${waited} mnt, dihitung ${counted} mnt`,
    en: `${name.en} · waited ${waited} min, counted as ${counted} min`,
  }
}

function aheadOfOthers({ class: ticketClass, headStartMs }: CallReason, waited: number): Text {
  const start = minutes(headStartMs)
  const name = classNames[ticketClass]
  return {
    id: `${name.id} · menunggu ${waited} mnt, dihitung seolah datang ${start} mnt lebih awal`,
    en: `${name.en} · waited ${waited} min, counted as if ${start} min earlier`,
  }
}

function longestWait({ runnersUp }: CallReason, waited: number): Text {
  if (runnersUp.length === 0)
    return { id: `Satu-satunya yang menunggu · ${waited} mnt`, en: `The only one waiting · ${waited} min` }
  return { id: `Giliran berikutnya · menunggu ${waited} mnt`, en: `Next in line · waited ${waited} min` }
}

/** CALL-10. */
function whyHelped(when: OverflowCondition): Text {
  switch (when.kind) {
    case "preferred-empty":
      return { id: "membantu karena antrean sendiri kosong", en: "helping while its own queue is empty" }
    case "queue-longer-than":
      return {
        id: `membantu karena lebih dari ${when.count} orang menunggu`,
        en: `helping because more than ${when.count} wait`,
      }
    case "longest-wait-over": {
      const limit = minutes(when.ms)
      return {
        id: `membantu karena ada yang menunggu lebih dari ${limit} mnt`,
        en: `helping because somebody has waited over ${limit} min`,
      }
    }
  }
}

const classNames: Record<TicketClass, Text> = {
  regular: { id: "Reguler", en: "Regular" },
  priority: { id: "Nasabah prioritas", en: "Priority customer" },
  care: { id: "Kebutuhan khusus", en: "Care" },
}

function minutes(ms: Millis): number {
  return Math.floor(ms / 60_000)
}
