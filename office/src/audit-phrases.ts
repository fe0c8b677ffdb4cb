import { phraseBook } from "@giliran/client/phrases"
import type { AuditAct } from "@giliran/contract/audit"
import * as en from "@giliran/languages/en"
import * as id from "@giliran/languages/id"

/** Who did what, from where and when. */
export const auditPhrases = phraseBook("audit", { id: id.audit, en: en.audit })

/** What was done, as a sentence goes on after who did it. */
export const auditActs = phraseBook("auditActs", {
  id: id.auditActs satisfies Readonly<Record<AuditAct, string>>,
  en: en.auditActs,
})

/** The same as a choice of the filter. */
export const auditActChoices = phraseBook("auditActChoices", {
  id: id.auditActChoices satisfies Readonly<Record<AuditAct, string>>,
  en: en.auditActChoices,
})

/** The queue's own events. Of a ticket, its number where the event has it: who it was for is nowhere. */
export const queueEvents = phraseBook("queueEvents", { id: id.queueEvents, en: en.queueEvents })

export const queueEventChoices = phraseBook("queueEventChoices", {
  id: id.queueEventChoices,
  en: en.queueEventChoices,
})

/** What a sentence is put together from. */
export const auditSentences = phraseBook("auditSentences", { id: id.auditSentences, en: en.auditSentences })

export const otherActors = phraseBook("otherActors", { id: id.otherActors, en: en.otherActors })

/** By the words that the server keeps; what it may add later is read in the raw data. */
export const signInFailures = phraseBook("signInFailures", { id: id.signInFailures, en: en.signInFailures })

export const pairingRefusals = phraseBook("pairingRefusals", {
  id: id.pairingRefusals,
  en: en.pairingRefusals,
})
