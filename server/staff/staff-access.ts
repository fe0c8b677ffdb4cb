import type { Logger } from "pino"
import type { Ledger } from "../branch/ledger.ts"
import type { Config } from "../config/config.ts"
import type { World } from "../world.ts"
import { enterByOidc } from "./oidc-door.ts"
import { type Oidc, oidc, type OidcPerson } from "./oidc.ts"
import { recogniser } from "./recognise.ts"
import { secretKeyOf } from "./secret-key.ts"
import { type From, openSessions, type Sessions, type Started } from "./sessions.ts"
import { type TotpSetUp, totpSetUp } from "./set-up-totp.ts"
import { type SignIn, signIn } from "./sign-in.ts"
import { type StaffDesk, staffDesk } from "./staff-desk.ts"
import type { StaffTable } from "./staff-table.ts"

/** Everything that lets staff in and keeps their accounts. */
export interface StaffAccess {
  readonly book: StaffTable
  readonly sessions: Sessions
  readonly doors: SignIn
  readonly totp: TotpSetUp
  readonly desk: StaffDesk
  /** The bank's own sign-in; null where there is none. */
  readonly oidc: Oidc | null
  /** Null is a no. */
  enterByOidc(person: OidcPerson, from: From): Promise<Started | null>
}

export interface StaffAccessNeeds {
  readonly book: StaffTable
  readonly ledger: Pick<Ledger, "branches">
  readonly config: Pick<Config, "secretKey" | "databaseUrl" | "dataDir" | "sessions" | "oidc">
  readonly isDemoOpen: boolean
  readonly log: Logger
  readonly world: World
}

export function staffAccess(needs: StaffAccessNeeds): StaffAccess {
  const { book, ledger, config, isDemoOpen, log, world } = needs
  const secretKey = secretKeyOf(config)
  const { now } = world
  return {
    book,
    sessions: openSessions({ book, limits: config.sessions, isDemoOpen, now, log }),
    doors: signIn({ book, ledger, recogniser: recogniser({ book, secretKey, world }), now }),
    totp: totpSetUp({ book, secretKey, now }),
    desk: staffDesk(book, now),
    oidc: config.oidc && oidc({ config: config.oidc, secretKey, now }),
    enterByOidc: (person, from) =>
      enterByOidc({ book, grantsOf: config.oidc?.grantsOf ?? new Map(), now }, person, from),
  }
}
