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
      return {
        id: `${classNames[reason.class].id} · menunggu ${waited} mnt, melewati batas tunggu cabang`,
        en: `${classNames[reason.class].en} · waited ${waited} min, over the branch's cap`,
      }
    case "highest-score":
      return reason.headStartMs > 0 ? aheadOfOthers(reason, waited) : longestWait(reason, waited)
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
