import type { Deed } from "../../server/access/deeds.ts"

/**
 * Who may do what, written down by hand from what the bank was promised, and not from the server's own table: where the two
 * differ, one of them is wrong.
 */
export type Who =
  | "kiosk"
  | "display"
  | "counter"
  | "greeter"
  | "teller"
  | "supervisor"
  | "manager"
  | "admin"
  | "auditor"
  | "customer"

interface Door {
  readonly method: string
  /** As the API's description has it. */
  readonly path: string
  /** The deed that a key must be scoped to. */
  readonly deed: Deed
  readonly who: readonly Who[]
}

const words = (list: string) => list.split(" ").filter(Boolean) as Who[]

const floor = words("greeter teller supervisor manager")
const desk = words("teller supervisor manager")
const atTicket: readonly Who[] = ["kiosk", ...floor, "customer"]
const house = words("manager admin")
const readers = words("manager admin auditor")

const branch = "/v1/branches/{branch}"
const doors = (
  method: string,
  deed: Deed,
  who: readonly Who[],
  ...paths: readonly string[]
): readonly Door[] => paths.map((path) => ({ method, path: branch + path, deed, who }))

/** Doors of a branch: whoever is of another branch is shut out, but for those of the whole bank. */
export const branchDoors: readonly Door[] = [
  // A kiosk takes, and so does whoever stands in the hall or at a counter. A customer has a ticket, and takes none.
  ...doors("POST", "take-ticket", ["kiosk", ...floor], "/tickets"),
  ...doors("POST", "take-ticket", ["kiosk", ...floor], "/tickets/reserve", "/tickets/{ticket}/print"),
  ...doors("POST", "take-ticket", ["kiosk", ...floor], "/tickets/{ticket}/paper"),
  ...doors("POST", "void-ticket", ["kiosk", ...floor], "/tickets/{ticket}/void"),
  // Whoever holds its paper may say that it came out.
  ...doors("POST", "confirm-ticket", atTicket, "/tickets/{ticket}/confirm"),
  ...doors("POST", "check-customer", ["kiosk", ...floor], "/customer-checks"),
  ...doors("GET", "see-ticket", [...atTicket, "auditor"], "/tickets/{ticket}"),
  ...doors("POST", "withdraw-ticket", atTicket, "/tickets/{ticket}/withdraw"),
  ...doors("POST", "return-ticket", atTicket, "/tickets/{ticket}/return"),
  ...doors("POST", "reclass-ticket", floor, "/tickets/{ticket}/reclass"),
  // A kiosk asks for somebody, and whoever is in the hall or at a counter may be who comes.
  ...doors("POST", "ask-help", ["kiosk"], "/help-requests", "/help-requests/{request}/end"),
  ...doors("POST", "answer-help", floor, "/help-requests/{request}/come"),
  // A greeter calls nobody.
  ...doors(
    "POST",
    "work-ticket",
    desk,
    ...["recall", "serve", "finish", "no-show", "park", "resume", "transfer", "undo-call", "call"].map(
      (verb) => `/tickets/{ticket}/${verb}`,
    ),
  ),
  ...doors(
    "POST",
    "work-counter",
    desk,
    ...["open", "pause", "resume", "close", "call-next"].map((verb) => `/counters/{counter}/${verb}`),
  ),
  ...doors("GET", "see-reason", [...desk, "auditor"], "/tickets/{ticket}/reason"),
  // For whoever looks after the others.
  ...doors("GET", "see-advice", words("supervisor manager auditor"), "/advice"),
  ...doors("GET", "see-kiosk", ["kiosk", ...floor, "auditor"], "/views/kiosk"),
  ...doors("GET", "see-display", ["display", ...floor, "auditor"], "/views/display"),
  ...doors("GET", "see-counter", [...floor, "auditor"], "/views/counter"),
  // A counter's PC where nobody has signed in knows where it could stand, and nothing of the queue.
  ...doors("GET", "see-counters", ["counter", ...floor, "auditor"], "/counters"),
  ...doors(
    "GET",
    "see-health",
    words("supervisor manager admin auditor"),
    "/health/customer-directory",
    "/health/plan",
    "/health/audit",
  ),
  ...doors(
    "GET",
    "see-reports",
    words("supervisor manager admin auditor"),
    "/reports/lane/{day}",
    "/reports/retention",
  ),
  ...doors("POST", "manage-privacy", house, "/privacy/export", "/privacy/erase"),
  ...doors("GET", "see-events", words("manager auditor"), "/events"),
  ...doors("GET", "see-plan", readers, "/plan"),
  ...doors("PUT", "change-plan", house, "/plan"),
  ...doors("GET", "see-audit", readers, "/audit", "/audit/export", "/roots"),
  ...doors("GET", "see-keys", readers, "/keys"),
  ...doors("POST", "manage-keys", ["admin"], "/keys", "/keys/{key}/revoke"),
  ...doors("GET", "see-devices", readers, "/devices"),
  // A display speaks with them; how they sound is no secret.
  ...doors("GET", "see-voices", ["display", ...readers], "/voices"),
  ...doors("POST", "manage-voices", house, "/voices", "/voices/{language}/remove"),
  ...doors("POST", "manage-devices", house, "/devices/{device}/revoke", "/devices/{device}/rename"),
  // Whoever stands at the machine, and knows the PIN; a new one is the house's.
  ...doors("GET", "see-machine", ["kiosk", "display", ...readers], "/machine-settings"),
  ...doors(
    "POST",
    "set-machine",
    ["kiosk", "display"],
    "/machine-settings/open",
    "/machine-settings/test-print",
  ),
  ...doors("POST", "manage-devices", house, "/machine-settings/pin"),
  ...doors("GET", "see-staff", readers, "/staff"),
  ...doors(
    "POST",
    "manage-staff",
    house,
    "/staff",
    ...["grants", "reset", "disable", "enable", "end-sessions"].map((verb) => `/staff/{staff}/${verb}`),
  ),
]

/**
 * A customer's phone number: shown and left by the ticket's own customer and by whoever took the ticket, who is nobody of these
 * visitors; taken back by the house as well.
 */
export const contactDoors: readonly Door[] = [
  ...doors("GET", "leave-contact", ["customer"], "/tickets/{ticket}/contact"),
  ...doors("POST", "leave-contact", ["customer"], "/tickets/{ticket}/contact"),
  ...doors("DELETE", "withdraw-contact", ["customer", ...house], "/tickets/{ticket}/contact"),
]

/** Approves a screen: a person, never a script. Its no is the same for everybody. */
export const approval = { method: "POST", path: `${branch}/devices`, who: house } as const

/** Doors of the bank: nobody of a branch comes in, whatever the role there. */
export const bankDoors: readonly Door[] = [
  { method: "GET", path: "/v1/bank/audit", deed: "see-audit", who: words("admin auditor") },
  { method: "GET", path: "/v1/bank/audit/export", deed: "see-audit", who: words("admin auditor") },
  { method: "GET", path: "/v1/bank/staff", deed: "see-staff", who: words("admin auditor") },
  ...[
    "",
    "/{staff}/grants",
    "/{staff}/reset",
    "/{staff}/disable",
    "/{staff}/enable",
    "/{staff}/end-sessions",
  ].map((path): Door => ({
    method: "POST",
    path: `/v1/bank/staff${path}`,
    deed: "manage-managers",
    who: ["admin"],
  })),
]

/** Here somebody must have proved a short while ago who it is. A script has nobody behind it who could. */
export const provedDoors: readonly string[] = [
  ...["/machine-settings/pin", "/keys"].map((path) => `POST ${branch}${path}`),
  ...[`${branch}/staff`, "/v1/bank/staff"].flatMap((path) =>
    ["", "/{staff}/grants", "/{staff}/reset", "/{staff}/enable"].map((deed) => `POST ${path}${deed}`),
  ),
]

/** Anybody who is known but a customer: each hears of its own branches. */
export const ownBranches = { method: "GET", path: "/v1/branches" } as const

/** A person's own session: staff, also those who still have to set up the authenticator. The last one ends it. */
export const sessionDoors = [
  { method: "POST", path: "/v1/session/prove" },
  { method: "POST", path: "/v1/session/totp" },
  { method: "POST", path: "/v1/session/totp/confirm" },
  { method: "GET", path: "/v1/session" },
  { method: "DELETE", path: "/v1/session" },
] as const

/** Where one becomes known: open to anybody. */
export const openDoors = [
  { method: "GET", path: "/v1/sign-in" },
  { method: "GET", path: "/v1/sign-in/oidc" },
  { method: "GET", path: "/v1/sign-in/oidc/callback" },
  { method: "POST", path: "/v1/session" },
  { method: "POST", path: "/v1/session/password" },
  { method: "POST", path: "/v1/pairings" },
  { method: "POST", path: "/v1/pairings/poll" },
  { method: "POST", path: "/v1/devices/token" },
  { method: "POST", path: "/v1/demo/session" },
] as const

/** What is no part of the API: pages, and how the server is. */
export const otherPaths = [
  "/",
  "/healthz",
  "/readyz",
  "/openapi.json",
  "/office",
  "/office/*",
  // Where these two pages were before they had folders of their own.
  "/counter/office.html",
  "/kiosk/ticket.html",
  "/media/{branch}/{file}",
  "/voice/{language}/{version}/{file}",
  ...["kiosk", "ticket", "display", "counter"].flatMap((app) => [`/${app}`, `/${app}/*`]),
] as const

/** Who may watch what, live. A customer watches the own ticket, and asks for nothing else. */
export const liveViews = {
  kiosk: ["kiosk", ...floor, "auditor"],
  display: ["display", ...floor, "auditor"],
  counter: [...floor, "auditor"],
} as const satisfies Readonly<Record<string, readonly Who[]>>

/** Deeds that have no door of their own: asked within one that is open already. */
export const deedsWithin = {
  // Whoever may take a ticket and is a person of the floor, or its script.
  "choose-class": floor,
  "work-any-counter": words("supervisor manager"),
} as const satisfies Partial<Readonly<Record<Deed, readonly Who[]>>>

/** Scripts that choose a class and give no reason. CLASS-2. */
export const keysWithoutReason = words("manager")

/** Needs an authenticator besides the password. */
export const withAuthenticator = words("manager admin auditor")

/** Which roles somebody may give to others: in the own branch, and in the bank. */
export const mayGive = {
  branch: { manager: words("teller greeter supervisor"), admin: words("teller greeter supervisor manager") },
  bank: { admin: words("admin auditor") },
} as const

/** The bank is never without one. */
export const neverWithout = words("admin")

/** Screens before which customers stand: they say how they are. */
export const hallScreens = words("kiosk display")

/** Screens that stand at one counter. */
export const screensOfCounters = words("counter")
