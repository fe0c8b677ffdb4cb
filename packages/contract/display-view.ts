import { z } from "zod"
import { CounterId, Instant, Language, ServiceId, Text, TicketId, ZoneId } from "./basics.ts"
import { TicketNumber } from "./ticket.ts"
import { Opening, ServiceQueue, viewHead } from "./view-head.ts"

/** One shown and spoken call or recall. */
export const Announcement = z.strictObject({
  /** Rises by one with each announcement of the day; a screen speaks what is above the last it spoke. */
  no: z.number().int().positive(),
  at: Instant,
  ticketId: TicketId,
  number: TicketNumber,
  counterId: CounterId,
  serviceId: ServiceId,
  /** 1 for the call, 2 for the first recall. */
  attempt: z.number().int().positive(),
  language: Language,
})
export type Announcement = z.infer<typeof Announcement>

/** A part of the branch that a display may be for (ZONE-1). */
export const HallZone = z.strictObject({
  id: ZoneId,
  name: Text,
  /** Null: its calls are found by their service. */
  counterIds: z.array(CounterId).nullable(),
  serviceIds: z.array(ServiceId),
})
export type HallZone = z.infer<typeof HallZone>

/** One counter as customers in front of it see it. */
export const HallCounter = z.strictObject({
  id: CounterId,
  status: z.enum(["open", "paused", "closed"]),
  /** Who is there or on the way; null of a discreet ticket as well (DISCREET-1). */
  ticket: z
    .strictObject({ number: TicketNumber, status: z.enum(["called", "serving"]), attempt: z.number().int() })
    .nullable(),
})
export type HallCounter = z.infer<typeof HallCounter>

/** A picture or a film that is to be shown now; at `/media/{branch}/{file}`. */
export const HallMedia = z.strictObject({
  file: z.string(),
  kind: z.enum(["image", "video"]),
  seconds: z.number().int(),
  hasSound: z.boolean(),
})
export type HallMedia = z.infer<typeof HallMedia>

export const DisplayView = z.strictObject({
  kind: z.literal("display"),
  ...viewHead,
  opening: Opening,
  /** The latest call of each ticket, newest first: the last `callsShown` of the branch, and of each zone. */
  calls: z.array(Announcement),
  /** The last announcements, oldest first, at most `announcementsCarried`. */
  announcements: z.array(Announcement),
  services: z.array(ServiceQueue),
  counters: z.array(HallCounter),
  zones: z.array(HallZone),
  media: z.array(HallMedia),
  ticker: z.array(Text),
})
export type DisplayView = z.infer<typeof DisplayView>
