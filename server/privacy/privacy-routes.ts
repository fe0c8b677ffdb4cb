import { createHmac } from "node:crypto"
import { PersonBody, PersonErased, PersonExport, RetentionReport } from "@giliran/contract/privacy"
import { byOf } from "../audit/by.ts"
import type { BranchRoom } from "../branch/branch-room.ts"
import type { Api } from "../http/api.ts"
import type { SpokenLanguage } from "../http/caller-language.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import {
  erasePerson,
  exportPerson,
  type Person,
  type PersonAsked,
  type PersonNeeds,
  personOf,
} from "./person.ts"
import type { RetentionLimits } from "./retention-limits.ts"
import { retentionReport } from "./retention-report.ts"
import type { RetentionTable } from "./retention-table.ts"

export interface PrivacyRoutesNeeds extends Pick<PersonNeeds, "ledger" | "contacts" | "audit" | "key"> {
  readonly retention: RetentionTable
  readonly limits: RetentionLimits
}

/** How a branch answers a customer who asks for the own data, and proves to an auditor that the rest is gone. */
export function privacyRoutes(api: Api, needs: PrivacyRoutesNeeds): void {
  const { retention, limits } = needs
  const about = { method: "post", who: "manage-privacy", tag: "privacy", body: PersonBody } as const
  const inBranch = (room: BranchRoom): PersonNeeds => ({
    ...needs,
    branchId: room.branchId,
    dayNow: async () => room.day,
  })

  route(
    api,
    {
      method: "get",
      path: "/v1/branches/{branch}/reports/retention",
      compressed: "whole",
      who: "see-reports",
      tag: "privacy",
      summary: "What personal data is held, how long it may be, and what was purged when",
      answer: RetentionReport,
    },
    ({ room }) => retentionReport({ retention, limits, branchId: room.branchId, now: room.now() }),
  )

  route(
    api,
    {
      ...about,
      path: "/v1/branches/{branch}/privacy/export",
      summary: "Everything that is held about a person, by phone number or ticket",
      answer: PersonExport,
    },
    async ({ room, caller, incoming, language, body }) => {
      const person = await namedBy(inBranch(room), body, language)
      const found = await exportPerson(inBranch(room), person, byOf(caller, incoming, room.now()))
      if (!found) throw new Denied("nothing-held", language)
      return found
    },
  )

  route(
    api,
    {
      ...about,
      path: "/v1/branches/{branch}/privacy/erase",
      summary: "Erase what is personal, by phone number or ticket. Again is as good as once",
      answer: PersonErased,
      sameBy: (body) => keyed(needs.key, body),
    },
    async ({ room, caller, incoming, language, body, once }) => {
      const person = await namedBy(inBranch(room), body, language)
      return once((tx) => erasePerson(tx, needs, person, byOf(caller, incoming, room.now())))
    },
  )
}

/**
 * Of a phone number no plain digest is stored: it has few digits, and all of them are soon tried. A server without a key holds no phone
 * numbers, and does nothing that could be stored about one.
 */
function keyed(key: Buffer | null, body: PersonBody): unknown {
  if (!key) return body
  return createHmac("sha256", key)
    .update(`giliran person\n${JSON.stringify(body)}`)
    .digest("base64url")
}

async function namedBy(needs: PersonNeeds, asked: PersonAsked, language: SpokenLanguage): Promise<Person> {
  const person = await personOf(needs, asked)
  if (person === "phone-unreadable") throw new Denied(person, language, { field: "phone" })
  if (person === "nothing-held") throw new Denied(person, language)
  return person
}
