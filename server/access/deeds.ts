/** Everything that can be asked of the server, one name a door. */
export const deeds = [
  "see-kiosk",
  "see-display",
  "see-counter",
  "see-ticket",
  "see-counters",
  /** Why a ticket was called, with who was passed over. */
  "see-reason",
  "see-plan",
  "see-events",
  "see-health",
  /** What the branch's days came to. */
  "see-reports",
  /** Which counter to open now. */
  "see-advice",
  "see-devices",
  /** Whether the branch has a PIN for the settings of its machines. */
  "see-machine",
  /** The voices of the branch's displays, and their sound. */
  "see-voices",
  "see-staff",
  "see-keys",
  /** Who did what, from where and when. */
  "see-audit",
  "take-ticket",
  /** A number that was reserved: paper or a screen carries it. */
  "confirm-ticket",
  /** Nothing does. */
  "void-ticket",
  /** Any class, for a reason, without a proof. */
  "choose-class",
  "check-customer",
  "reclass-ticket",
  "withdraw-ticket",
  "return-ticket",
  /** A kiosk's customer asks for somebody to come. */
  "ask-help",
  /** Whoever comes says so. */
  "answer-help",
  /** A phone number for the own ticket, or for one that the caller took for its customer. */
  "leave-contact",
  /** Take it back: the same callers, and whoever manages privacy for any ticket. */
  "withdraw-contact",
  "work-ticket",
  "work-counter",
  /** Lend a hand at a counter that somebody else holds: close it when the teller has gone home. A key has nobody behind it, and is not asked. */
  "work-any-counter",
  "change-plan",
  /** Pair a screen, name it, revoke it. */
  "manage-devices",
  /** Set the machine that one stands at: by the branch's PIN. */
  "set-machine",
  /** Record and install a voice, go back to the one that comes along. */
  "manage-voices",
  /** Accounts of tellers, greeters and supervisors of the branch. */
  "manage-staff",
  /** Accounts and roles of managers, and of the whole bank. */
  "manage-managers",
  "manage-keys",
  /** A customer's personal data: show it, erase it. */
  "manage-privacy",
] as const
export type Deed = (typeof deeds)[number]

export function isDeed(word: string): word is Deed {
  return (deeds as readonly string[]).includes(word)
}
