import { paperWidths, printerIdForm } from "./written-forms.ts"
import { z } from "zod"
import { BranchId, BusinessDay, CounterId, Language, Millis, ServiceId, Text, ZoneId } from "./basics.ts"
import { CallingPreset, OverflowCondition, TicketClass } from "./ticket.ts"

/** `08:30`, branch time. `24:00` is the end of the day. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/)
export type LocalTime = z.infer<typeof LocalTime>

/** Open from–to on these ISO weekdays (1 Monday … 7 Sunday). */
export const Hours = z.strictObject({
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: LocalTime,
  to: LocalTime,
})
export type Hours = z.infer<typeof Hours>

const colour = z.string().regex(/^#[0-9a-f]{6}$/)

/** The bank's face: its name, logo (path or data URL) and two colours. Every part may be left to the default. */
export const Brand = z.strictObject({
  bankName: z.string().min(1).max(60),
  logo: z.string().max(60_000).optional(),
  brand: colour.optional(),
  call: colour.optional(),
})
export type Brand = z.infer<typeof Brand>

/** Whether a class goes along to another service of the same visit: to all, to none, or to these (CLASS-7). */
export const ClassAlong = z.union([z.enum(["everywhere", "nowhere"]), z.array(ServiceId)])
export type ClassAlong = z.infer<typeof ClassAlong>

/** What a class is promised, and what it is worth to the calling rule (PRESET-1 … PRESET-4). */
export const ClassPlan = z.strictObject({
  /** Promised wait, from which its credit follows where that is left out. */
  targetWaitMs: Millis.optional(),
  /** Credit on arrival. */
  headStartMs: Millis.optional(),
  /** Credit earned per second waited. */
  rate: z.number().nonnegative().max(1000).optional(),
  /** Its own series letter, where the bank wants numbers to show the class; left out, the service's (CLASS-5). */
  letter: z
    .string()
    .regex(/^[A-Z]{1,2}$/)
    .optional(),
  /** Its calls are not shown or spoken in the hall (DISCREET-1). */
  discreetCalls: z.boolean().optional(),
  /** Left out, care goes along everywhere and priority nowhere (CLASS-8). */
  goesAlong: ClassAlong.optional(),
})
export type ClassPlan = z.infer<typeof ClassPlan>

/** How the branch weighs classes against each other; left out, by head start and without a cap. */
export const CallingRulePlan = z.strictObject({
  preset: CallingPreset,
  /** A ticket that has waited longer goes by arrival alone, whatever its class (CALL-8). */
  maxWaitMs: Millis.refine((ms) => ms > 0, "must be above zero").optional(),
})
export type CallingRulePlan = z.infer<typeof CallingRulePlan>

export const ServicePlan = z.strictObject({
  id: ServiceId,
  /** Series letter; services that share a letter share the series. */
  letter: z.string().regex(/^[A-Z]{1,2}$/),
  name: Text,
  /** One line of what it is. */
  line: Text,
  /** What to bring, one thing an entry. */
  bring: z.array(Text).max(12),
  /** What it costs, in words. */
  cost: Text.optional(),
  /** Promised wait. */
  targetWaitMs: Millis,
  /** How long serving one customer takes, until the branch has learned it. */
  expectedServiceMs: Millis.refine((ms) => ms > 0, "must be above zero"),
  /** Tickets a day; none is without limit. */
  dailyLimit: z.number().int().positive().optional(),
  /** Its own hours, inside the branch's. */
  hours: z.array(Hours).optional(),
  isPaused: z.boolean().default(false),
  /** Shown together on a kiosk with more than six services. */
  group: Text.optional(),
})
export type ServicePlan = z.infer<typeof ServicePlan>

export const CounterPlan = z.strictObject({
  id: CounterId,
  /** Whose queues are its own. */
  serviceIds: z.array(ServiceId).min(1),
  /** Of these services, the classes that are its own; left out, all. */
  classes: z.array(TicketClass).min(1).optional(),
  /** Further queues, called from while the condition holds; services and classes left out are all. */
  overflow: z
    .array(
      z.strictObject({
        serviceIds: z.array(ServiceId).min(1).optional(),
        classes: z.array(TicketClass).min(1).optional(),
        when: OverflowCondition,
      }),
    )
    .max(12)
    .optional(),
})
export type CounterPlan = z.infer<typeof CounterPlan>

/** How a missed customer comes back (RETURN-1). */
export const GraceRule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("keep-place"), withinMs: Millis }),
  z.strictObject({
    kind: z.literal("after-tickets"),
    count: z.number().int().nonnegative(),
    withinMs: Millis,
  }),
])
export type GraceRule = z.infer<typeof GraceRule>

/** That a customer may leave a phone number with a ticket, and what for (PRIVACY-1). */
export const ContactPlan = z.strictObject({
  /** As the customer reads it and agrees to it, word for word. */
  purpose: Text,
  /** How many hours after the end of the business day it is forgotten (PRIVACY-2). */
  keepHours: z.number().int().min(0).max(720).default(24),
})
export type ContactPlan = z.infer<typeof ContactPlan>

/** A printer of the branch's network, which the server prints on. Kiosks name it by its id: no other address is ever asked. */
export const PrinterPlan = z.strictObject({
  id: z.string().regex(printerIdForm),
  /** Name or address on the branch's network. */
  host: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?$/),
  port: z.number().int().min(1).max(65_535).default(9100),
  language: z.enum(["escpos", "star"]).default("escpos"),
  paperMm: z.union(paperWidths.map((width) => z.literal(width))).default(80),
})
export type PrinterPlan = z.infer<typeof PrinterPlan>

/** Tickets on paper. */
export const PaperPlan = z.strictObject({
  /** The bank's own words at the foot of each ticket. */
  text: Text.optional(),
  printers: z.array(PrinterPlan).max(40).default([]),
})
export type PaperPlan = z.infer<typeof PaperPlan>

/** One phrase of the screens, by its section and key in `packages/languages/`: `kiosk.invite`. */
export const PhraseKey = z.string().regex(/^[A-Za-z]{1,30}\.[A-Za-z][A-Za-z0-9-]{0,39}$/)

/** A bank's own words in place of the product's, as ICU messages, by language and phrase (PLAN-5). */
export const OwnPhrases = z
  .record(Language, z.record(PhraseKey, z.string().trim().min(1).max(400)))
  .refine(
    (words) => Object.values(words).every((own) => Object.keys(own).length <= 200),
    "200 phrases at most",
  )
export type OwnPhrases = z.infer<typeof OwnPhrases>

/** A floor or a wing whose displays show its own calls only (ZONE-1). */
export const ZonePlan = z.strictObject({
  id: ZoneId,
  name: Text,
  /** What is called to these counters belongs to it; left out, what is called for its services. */
  counterIds: z.array(CounterId).min(1).optional(),
  /** Whose waits it shows; left out, those that its counters serve. */
  serviceIds: z.array(ServiceId).min(1).optional(),
})
export type ZonePlan = z.infer<typeof ZonePlan>

/** When something is shown: on these days and hours, from one date until another, both included. All left out: always (MEDIA-1). */
const shownWhen = {
  hours: z.array(Hours).min(1).optional(),
  from: BusinessDay.optional(),
  until: BusinessDay.optional(),
}

/** A picture or a film beside the calls; its file lies in the server's `media` folder of the branch. */
export const MediaPlan = z.strictObject({
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}\.(?:jpg|jpeg|png|webp|gif|mp4|webm)$/),
  /** How long a picture is shown; a film plays to its end. */
  seconds: z.number().int().min(3).max(600).default(12),
  /** A film is heard too, and is silent while somebody is called. */
  hasSound: z.boolean().default(false),
  ...shownWhen,
})
export type MediaPlan = z.infer<typeof MediaPlan>

/** A line of words below the calls. */
export const TickerPlan = z.strictObject({ text: Text, ...shownWhen })
export type TickerPlan = z.infer<typeof TickerPlan>

/** What displays show besides calls. */
export const HallPlan = z.strictObject({
  zones: z.array(ZonePlan).max(20).default([]),
  media: z.array(MediaPlan).max(60).default([]),
  ticker: z.array(TickerPlan).max(20).default([]),
})
export type HallPlan = z.infer<typeof HallPlan>

/** A branch's services, counters, classes, hours and rules: everything its day needs from outside. */
export const Plan = z.strictObject({
  branchId: BranchId,
  name: z.string().min(1).max(80),
  /** IANA name, `Asia/Jakarta`. */
  zone: z.string().min(1).max(64),
  /** The local time at which one business day ends and the next begins. */
  cutOver: LocalTime,
  languages: z.array(Language).min(1),
  brand: Brand,
  hours: z.array(Hours),
  isTakingPaused: z.boolean().default(false),
  classes: z.strictObject({ regular: ClassPlan, priority: ClassPlan, care: ClassPlan }),
  callingRule: CallingRulePlan.optional(),
  services: z.array(ServicePlan).min(1).max(60),
  counters: z.array(CounterPlan).min(1).max(200),
  calls: z.strictObject({
    /** Least time between two announcements of one ticket. */
    recallGapMs: Millis,
    /** Announcements after which no-show is offered first. */
    attemptLimit: z.number().int().min(1).max(20),
    /** Whether customers may wish not to be called aloud; left out, they may (DISCREET-2). */
    discreetOnWish: z.boolean().optional(),
    /** A call may be undone until this long after it. */
    undoWithinMs: Millis,
  }),
  grace: GraceRule,
  numbering: z.strictObject({
    digits: z.number().int().min(2).max(6),
    first: z.number().int().min(0).max(9999),
  }),
  pauseReasons: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z-]{1,30}$/), name: Text }))
    .min(1)
    .max(12),
  /** Left out, displays show the whole branch and calls alone. */
  hall: HallPlan.optional(),
  /** Left out, every ticket is anonymous and no number can be left. */
  contact: ContactPlan.optional(),
  paper: PaperPlan.optional(),
  phrases: OwnPhrases.optional(),
})
export type Plan = z.infer<typeof Plan>
