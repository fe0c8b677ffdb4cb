import type { IncomingMessage } from "node:http"
import type { Context } from "hono"
import type { Caller } from "../access/caller.ts"
import type { Deed } from "../access/deeds.ts"
import { mayInBank } from "../access/may.ts"
import { type Api, type ApiEnv, callerOf, Denied } from "./api.ts"
import { type SpokenLanguage, languageOf } from "./caller-language.ts"

/** A request that passed the door of the bank, where no branch is named. */
export interface BankVisit {
  readonly caller: Caller
  readonly language: SpokenLanguage
  readonly incoming: IncomingMessage
}

/** Signed in, and the deed allowed in the whole bank: otherwise throws `Denied`. */
export async function admitToBank(api: Api, c: Context<ApiEnv>, deed: Deed): Promise<BankVisit> {
  const { incoming } = c.env
  const caller = await callerOf(api, c)
  const language = languageOf(incoming.headers["accept-language"])
  if (caller.kind === "staff" && caller.session.isLimited) throw new Denied("totp-needed", language)
  if (!mayInBank(caller, deed)) throw new Denied("not-allowed", language)
  return { caller, language, incoming }
}
