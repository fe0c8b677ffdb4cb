import type { BranchId, Instant } from "@giliran/contract/basics"
import type { Logger } from "pino"
import type { Config } from "../config/config.ts"
import type { Ledger } from "../branch/ledger.ts"
import { enterDemo } from "../demo/demo-manager.ts"
import { enterByOidc } from "./oidc-door.ts"
import { type Oidc, oidc, type OidcPerson } from "./oidc.ts"
import { recogniser } from "./recognise.ts"
import { secretKeyOf } from "./secret-key.ts"
import { type From, openSessions, type Sessions, type Started } from "./sessions.ts"
import { type TotpSetUp, totpSetUp } from "./set-up-totp.ts"
import { type SignIn, signIn } from "./sign-in.ts"
import { type StaffDesk, staffDesk } from "./staff-desk.ts"

/** Everything that lets staff in and keeps their accounts. */
export interface StaffAccess {
  readonly sessions: Sessions
  readonly doors: SignIn
  readonly totp: TotpSetUp
  readonly desk: StaffDesk
  /** The bank's own sign-in; null where there is none. */
  readonly oidc: Oidc | null
  /** Null is a no. */
  enterByOidc(person: OidcPerson, from: From): Promise<Started | null>
  /** Null when somebody has disabled the demo's manager. */
  enterDemo(branchId: BranchId, from: From): Promise<Started | null>
  readonly now: () => Instant
}

export interface StaffAccessNeeds {
  readonly ledger: Pick<Ledger, "staff" | "branches">
  readonly config: Pick<Config, "secretKey" | "databaseUrl" | "dataDir" | "sessions" | "oidc">
  readonly isDemoOpen: boolean
  readonly log: Logger
  readonly now?: () => Instant
}

export function staffAccess({
  ledger,
  config,
  isDemoOpen,
  log,
  now = () => Date.now() as Instant,
}: StaffAccessNeeds): StaffAccess {
  const book = ledger.staff
  const secretKey = secretKeyOf(config)
  return {
    sessions: openSessions({ book, limits: config.sessions, isDemoOpen, now, log }),
    doors: signIn({ book, ledger, recogniser: recogniser({ book, secretKey, now }), now }),
    totp: totpSetUp({ book, secretKey, now }),
    desk: staffDesk(book, now),
    oidc: config.oidc && oidc({ config: config.oidc, secretKey, now }),
    enterByOidc: (person, from) =>
      enterByOidc({ book, grantsOf: config.oidc?.grantsOf ?? new Map(), now }, person, from),
    enterDemo: (branchId, from) => enterDemo(book, branchId, from, now()),
    now,
  }
}
