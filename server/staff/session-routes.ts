import type { IncomingMessage } from "node:http"
import {
  ConfirmTotpBody,
  NewPasswordBody,
  ProveBody,
  RecoveryCodes,
  SessionAnswer,
  SignedOut,
  SignInBody,
  SignInOptions,
  TotpOffer,
} from "@giliran/contract/sessions"
import { addressOf } from "../access/address-of.ts"
import { sessionIn } from "../access/callers.ts"
import { isFromThisMachine } from "../access/this-machine.ts"
import type { Ledger } from "../branch/ledger.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { publicOriginOf } from "../http/public-origin.ts"
import { sendJson, withCookie } from "../http/reply.ts"
import { route } from "../http/route.ts"
import { ProviderAway } from "./oidc.ts"
import { cookieOf, noCookie } from "./session-cookie.ts"
import type { From, Started } from "./sessions.ts"
import type { SignInRefusal } from "./sign-in.ts"
import type { StaffAccess } from "./staff-access.ts"

export interface SessionRoutesNeeds {
  readonly staff: StaffAccess
  readonly ledger: Pick<Ledger, "branches">
  /** The name or address that the server listens on. */
  readonly host: string
}

const signInAgain = {
  id: "Anda sudah masuk dengan permintaan ini, dan sesinya tidak diberikan lagi. Silakan masuk sekali lagi.",
  en: "This request signed you in, and its session is not given again. Please sign in once more.",
} as const

/** Staff sign in and out, prove who they are, and set up what they prove it with. */
export function sessionRoutes(api: Api, { staff, ledger, host }: SessionRoutesNeeds): void {
  const tag = "session"
  const signingIn = {
    method: "post",
    who: "own-page",
    tag,
    answer: SessionAnswer,
    shownOnce: signInAgain,
  } as const
  const signedIn = { method: "post", who: "signed-in", tag } as const
  const cameIn = (made: Started | SignInRefusal, language: SpokenLanguage): Response => {
    if ("refused" in made) return refuse(made, language)
    return withCookie(sendJson(staff.sessions.answerOf(made.found)), cookieOf(made.token))
  }

  route(
    api,
    {
      method: "get",
      path: "/v1/sign-in",
      who: "anybody",
      tag,
      summary: "What the sign-in page offers",
      answer: SignInOptions,
    },
    ({ incoming }): SignInOptions => ({
      oidc: staff.oidc && { name: staff.oidc.name },
      isDemo: isFromThisMachine(incoming, host),
    }),
  )

  // Of a retry the name alone is compared: no digest of a password is stored.
  route(
    api,
    {
      ...signingIn,
      path: "/v1/session",
      summary: "Sign in, by a cookie",
      body: SignInBody,
      sameBy: ({ staffId }) => staffId,
    },
    async ({ body, incoming, language, onceShown }) =>
      cameIn(await staff.doors.signIn(body, fromOf(incoming), onceShown), language),
  )
  route(
    api,
    {
      ...signingIn,
      path: "/v1/session/password",
      summary: "Replace the password or the one-time secret, and sign in",
      body: NewPasswordBody,
      sameBy: ({ staffId }) => staffId,
    },
    async ({ body, incoming, language, onceShown }) =>
      cameIn(await staff.doors.newPassword(body, fromOf(incoming), onceShown), language),
  )
  route(
    api,
    {
      ...signedIn,
      path: "/v1/session/prove",
      summary: "Prove once more who it is",
      body: ProveBody,
      answer: SessionAnswer,
      shownOnce: signInAgain,
      sameBy: () => "proof",
    },
    async ({ caller, body, incoming, language, onceShown }) =>
      cameIn(await staff.doors.prove(caller, body, fromOf(incoming), onceShown), language),
  )

  route(
    api,
    {
      method: "get",
      path: "/v1/session",
      who: "known",
      isLook: true,
      tag,
      summary: "Who is signed in, and until when",
      answer: SessionAnswer,
    },
    async ({ caller, language }) => {
      const about = caller.kind === "staff" ? await staff.sessions.about(caller.session.digest) : null
      if (!about) throw new Denied("not-signed-in", language)
      return about
    },
  )
  route(
    api,
    { ...signedIn, method: "delete", path: "/v1/session", summary: "Sign out", answer: SignedOut },
    async ({ caller, incoming }) => {
      const method = await api.database.transaction((tx) => staff.doors.signOut(tx, caller, fromOf(incoming)))
      const signedOut: SignedOut = {
        endSessionUrl: method === "oidc" ? await endSessionUrlOf(api, staff, incoming) : null,
      }
      return withCookie(sendJson(signedOut), noCookie)
    },
  )

  route(
    api,
    {
      ...signedIn,
      path: "/v1/session/totp",
      isFresh: true,
      summary: "A new authenticator, to be confirmed",
      answer: TotpOffer,
      shownOnce: {
        id: "Autentikator ini sudah dibuat dan kodenya tidak ditampilkan lagi. Mulai pengaturan sekali lagi.",
        en: "This authenticator was made, and its secret is not shown again. Begin the set-up once more.",
      },
    },
    async ({ caller, language, onceShown }) => {
      const bank = await bankName(ledger)
      const offer: TotpOffer | null = await onceShown((tx) => staff.totp.offer(tx, caller, bank))
      if (!offer) throw new Denied("not-allowed", language)
      return offer
    },
  )
  route(
    api,
    {
      ...signedIn,
      path: "/v1/session/totp/confirm",
      summary: "Confirm the authenticator by its code",
      body: ConfirmTotpBody,
      answer: RecoveryCodes,
      shownOnce: {
        id: "Autentikator sudah aktif dan kode pemulihannya tidak ditampilkan lagi. Atur ulang autentikator untuk kode baru.",
        en: "The authenticator is set up, and its recovery codes are not shown again. Set it up again for new ones.",
      },
    },
    async ({ caller, body: { code }, incoming, language, onceShown }) => {
      const confirmed = await onceShown((tx) => staff.totp.confirm(tx, caller, code, addressOf(incoming)))
      if (!confirmed) throw new Denied("bad-request", language, { field: "code" })
      const codes: RecoveryCodes = { recoveryCodes: [...confirmed.recoveryCodes] }
      return withCookie(sendJson(codes), cookieOf(confirmed.started.token))
    },
  )
}

/**
 * Banks have registered this address with their providers since the first release, and a provider refuses any other. The page
 * redirects to the office.
 */
const registeredOfficePage = "/counter/office.html"

/** The session here has ended already: a provider that is away keeps nobody signed in. */
async function endSessionUrlOf(
  api: Api,
  { oidc }: StaffAccess,
  incoming: IncomingMessage,
): Promise<string | null> {
  const origin = publicOriginOf(api, incoming)
  if (!oidc || !origin) return null
  try {
    return await oidc.endSessionUrl(origin + registeredOfficePage)
  } catch (error) {
    if (error instanceof ProviderAway) return null
    throw error
  }
}

export function fromOf(incoming: IncomingMessage): From {
  return { address: addressOf(incoming), previousToken: sessionIn(incoming.headers.cookie) }
}

function refuse(made: SignInRefusal, language: SpokenLanguage): never {
  if (made.refused === "too-many-requests")
    throw new Denied(made.refused, language, { retryAfterSeconds: Math.ceil(made.retryAfterMs / 1000) })
  throw new Denied(
    made.refused,
    language,
    made.refused === "password-too-weak" ? { field: "newPassword" } : {},
  )
}

async function bankName(ledger: Pick<Ledger, "branches">): Promise<string> {
  const [branch] = await ledger.branches()
  return branch?.plan.brand.bankName ?? ""
}
