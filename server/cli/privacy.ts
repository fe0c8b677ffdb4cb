import { text } from "node:stream/consumers"
import { parseArgs } from "node:util"
import { type BranchId, BusinessDay, TicketId } from "@giliran/contract/basics"
import { auditTable } from "../audit/audit-table.ts"
import type { By } from "../audit/by.ts"
import type { Ledger } from "../branch/ledger.ts"
import { contactTable } from "../contacts/contact-table.ts"
import type { Tx } from "../database/tx.ts"
import {
  countContacts,
  erasePerson,
  exportPerson,
  type Person,
  type PersonAsked,
  type PersonNeeds,
  personOf,
} from "../privacy/person.ts"
import { retentionReport, retentionText } from "../privacy/retention-report.ts"
import { retentionTable } from "../privacy/retention-table.ts"
import { foldCurrentDay } from "../branch/believed-day.ts"
import { beforeFirstDay } from "../rules/verbs/business-day.ts"
import { BadInput } from "../bad-input.ts"
import { type Opened, type Printed, type Verb, withDatabase } from "./verb.ts"

const help = `  giliran privacy report [--branch B] [--json]
      What personal data is held, how long it may be, and what was purged when. Exit 1 if anything is over its time.

  giliran privacy export --phone +62…|- | --ticket ID|NUMBER [--branch B] [--day 2026-08-24]
      Everything that is held about a person, as JSON. Of the phone number "-" it reads the number from standard input.
      A ticket's NUMBER is one of the branch's latest day, unless --day says another. Exit 1 if nothing is held.

  giliran privacy erase --phone +62…|- | --ticket ID|NUMBER [--branch B] [--day D] [--yes]
      Erases what is personal and leaves the figures and the chain as they are. Without --yes it only says what would go.
`

export const privacy: Verb = { help, run }

async function run([deed = "", ...words]: readonly string[]): Promise<string | Printed> {
  const options = optionsOf(words)
  switch (deed) {
    case "report":
      return withDatabase((opened) => report(opened, options))
    case "export":
    case "erase": {
      const asked = await askedOf(options)
      return withDatabase(async ({ database, ledger, customerKey: key, world }) => {
        const branchId = await branchOf(ledger, options, asked)
        const contacts = contactTable(database)
        const audit = auditTable(database)
        const needs = { ledger, contacts, audit, key, branchId, dayNow: dayNowIn(ledger) }
        const by = { actor: "command", address: "here", at: world.now() }
        const person = await personOf(needs, asked)
        if (person === "phone-unreadable")
          throw new BadInput("This is no phone number. Write it like 0812-3456-7890 or +6281234567890.")
        if (person === "nothing-held") return nothingHeld(deed)
        if (deed === "export") return showPerson(needs, person, by)
        await requireSure(needs, person, options.yes)
        return database.transaction((tx) => erase(tx, needs, person, by))
      })
    }
    default:
      throw new BadInput(`Say what to do: giliran privacy report|export|erase\n\n${help}`)
  }
}

/** No room is open here: the day is read anew. */
const dayNowIn =
  (ledger: Ledger): PersonNeeds["dayNow"] =>
  async (branchId) => {
    const branch = await ledger.branch(branchId)
    return branch ? (await foldCurrentDay(ledger, beforeFirstDay(branch.plan))).day : null
  }

async function report(
  { config: { sessionDays }, database, ledger, world }: Opened,
  { branch, json }: Options,
): Promise<Printed> {
  const branchId = branch === undefined ? null : await knownBranch(ledger, branch)
  const made = await retentionReport({
    retention: retentionTable(database),
    limits: { sessionDays },
    branchId,
    now: world.now(),
  })
  return {
    text: json ? `${JSON.stringify(made, null, 2)}\n` : retentionText(made),
    status: made.held.some(({ overdueCount }) => overdueCount > 0) ? 1 : 0,
  }
}

async function showPerson(needs: PersonNeeds, person: Person, by: By): Promise<string> {
  const found = await exportPerson(needs, person, by)
  return found ? `${JSON.stringify(found, null, 2)}\n` : nothingHeld("export")
}

async function requireSure(needs: PersonNeeds, person: Person, isSure: boolean): Promise<void> {
  if (isSure) return
  const count = await countContacts(needs, person)
  throw new BadInput(
    `${counted(count, "phone number")} would be erased, and stored answers of tickets that have ended. Nothing was done: say --yes.`,
  )
}

async function erase(tx: Tx, needs: PersonNeeds, person: Person, by: By): Promise<string> {
  const { contacts, storedAnswers } = await erasePerson(tx, needs, person, by)
  return contacts + storedAnswers === 0
    ? nothingHeld("erase")
    : `Erased: ${counted(contacts, "phone number")}, ${counted(storedAnswers, "stored answer")}.\n`
}

/** Nothing to erase is what was wanted; nothing to show is not. */
function nothingHeld(deed: "export" | "erase"): string {
  if (deed === "erase") return "Nothing is held about this: there is nothing to erase.\n"
  throw new Error("Nothing is held about this.")
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

type Options = ReturnType<typeof optionsOf>

function optionsOf(words: readonly string[]) {
  try {
    return parseArgs({
      args: withDashedIds(words),
      options: {
        phone: { type: "string" },
        ticket: { type: "string" },
        branch: { type: "string" },
        day: { type: "string" },
        json: { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
      },
    }).values
  } catch (error) {
    throw new BadInput(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
  }
}

/** One ticket in sixty-four has an id that begins with a dash: after `--ticket` it is the id, and no option. */
function withDashedIds(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (words[at - 1] === "--ticket" && isDashedId(word)) return []
    const id = words[at + 1]
    return word === "--ticket" && isDashedId(id) ? [`--ticket=${id}`] : [word]
  })
}

function isDashedId(word: string | undefined): boolean {
  return word?.startsWith("-") === true && TicketId.safeParse(word).success
}

async function askedOf({ phone, ticket, day }: Options): Promise<PersonAsked> {
  if ((phone === undefined) === (ticket === undefined))
    throw new BadInput("Say about whom: --phone +6281234567890, or --ticket with an id or a number.")
  // On the command line a number stays in the shell's history and in the list of processes.
  if (phone !== undefined) return { phone: phone === "-" ? (await text(process.stdin)).trim() : phone }
  if (day === undefined) return { ticket: ticket ?? "" }
  const parsed = BusinessDay.safeParse(day)
  if (!parsed.success) throw new BadInput("Say which day: --day 2026-08-24")
  return { ticket: ticket ?? "", day: parsed.data }
}

/** A ticket's number is a branch's own: with one branch there is no question whose. */
async function branchOf(ledger: Ledger, { branch }: Options, asked: PersonAsked): Promise<BranchId | null> {
  if (branch !== undefined) return knownBranch(ledger, branch)
  if ("phone" in asked || asked.ticket.length === 22) return null
  const [only, ...others] = await ledger.branches()
  if (only && others.length === 0) return only.id
  throw new BadInput("A ticket's number is known in its branch only: say --branch B")
}

async function knownBranch(ledger: Ledger, branch: string): Promise<BranchId> {
  const branches = await ledger.branches()
  const known = branches.find(({ id }) => id === branch)
  if (known) return known.id
  const ids = branches.map(({ id }) => id).join(", ")
  throw new BadInput(`There is no branch "${branch}". There is: ${ids || "none yet"}`)
}
