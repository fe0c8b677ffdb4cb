import { parseArgs } from "node:util"
import { BankRole, BranchRole, type RoleGrant } from "@giliran/contract/access"
import { TellerId } from "@giliran/contract/basics"
import { demoBranchId, seedDemoBranch } from "../demo/seed.ts"
import type { Tx } from "../database/tx.ts"
import { newOneTimeSecret, type OneTimeSecret } from "../staff/one-time-secret.ts"
import { staffTable } from "../staff/open-staff-table.ts"
import { type Changed, staffDesk, type StaffDesk, type StaffRefusal } from "../staff/staff-desk.ts"
import { seedNeedsOf } from "./seed.ts"
import { branchIdIn, Misuse, requireBranch, rightly, type Verb, withDatabase } from "./verb.ts"

const roles = [...BankRole.options, ...BranchRole.options].join("|")

const help = `  giliran staff add --id ID --name NAME --role ${roles} [--branch B]
      Makes an account, and prints the one-time secret for its first sign-in, good for 72 hours. An admin or auditor is of the
      whole bank, every other role of a branch. The bank's first admin comes this way; from then on the office's pages do it.

  giliran staff reset --id ID
      Prints a new one-time secret. The password, the authenticator and every session end.
`

export const staff: Verb = { help, run }

async function run([deed, ...words]: readonly string[]): Promise<string> {
  switch (deed) {
    case "add":
      return add(words)
    case "reset":
      return reset(words)
    default:
      throw new Misuse(`Say what: giliran staff add, or giliran staff reset\n\n${help}`)
  }
}

async function add(words: readonly string[]): Promise<string> {
  const given = optionsOf(words)
  const name = given.name?.trim() ?? ""
  if (name === "" || name.length > 60) throw new Misuse("Say who it is: --name TEXT, of at most 60 letters")
  const staffId = staffIdIn(given.id)
  const grant = grantIn(given)
  return atDesk(
    (desk, tx, secret) => desk.add(tx, { kind: "command" }, { staffId, name, grants: [grant] }, secret),
    grant,
  )
}

async function reset(words: readonly string[]): Promise<string> {
  const { id, ...others } = optionsOf(words)
  if (Object.keys(others).length > 0) throw new Misuse(help)
  const staffId = staffIdIn(id)
  return atDesk((desk, tx, secret) => desk.reset(tx, { kind: "command" }, staffId, secret))
}

/** The secret alone, so that it can be handed on. */
async function atDesk(
  act: (desk: StaffDesk, tx: Tx, secret: OneTimeSecret) => Promise<Changed | StaffRefusal>,
  grant?: RoleGrant,
): Promise<string> {
  const { changed, words } = await withDatabase(async (opened) => {
    const { database, customerKey, world } = opened
    if (grant?.branchId === demoBranchId) await seedDemoBranch(seedNeedsOf(opened), customerKey)
    if (grant && grant.branchId !== "*") await requireBranch(opened, grant.branchId)
    const desk = staffDesk(staffTable(database), world.now)
    const secret = await newOneTimeSecret(world.now())
    return {
      changed: await database.transaction((tx) => act(desk, tx, secret)),
      words: secret.words,
    }
  })
  if ("refused" in changed) throw new Misuse(sentences[changed.refused])
  return `${words}\n`
}

const sentences: Readonly<Record<StaffRefusal["refused"], string>> = {
  "unknown-staff": "There is nobody of this id.",
  "staff-exists": "There is somebody of this id already. Choose another: --id ID",
  "not-allowed": "This account comes in by the bank's own sign-in: it has no password here.",
  "last-admin": "This is the bank's last admin.",
}

function grantIn({ role, branch }: { readonly role?: string; readonly branch?: string }): RoleGrant {
  const ofBank = BankRole.safeParse(role)
  if (ofBank.success) {
    if (branch !== undefined) throw new Misuse(`An ${ofBank.data} is of the whole bank: leave --branch out`)
    return { branchId: "*", role: ofBank.data }
  }
  const ofBranch = BranchRole.safeParse(role)
  if (!ofBranch.success) throw new Misuse(`Say as what: --role ${roles}`)
  return { branchId: branchIdIn(branch), role: ofBranch.data }
}

function staffIdIn(word: string | undefined): TellerId {
  const staffId = TellerId.safeParse(word)
  if (!staffId.success)
    throw new Misuse("Say under which name: --id ID, of letters, digits, dots, dashes, underscores and @")
  return staffId.data
}

function optionsOf(words: readonly string[]) {
  return rightly(
    () =>
      parseArgs({
        args: [...words],
        options: {
          id: { type: "string" },
          name: { type: "string" },
          role: { type: "string" },
          branch: { type: "string" },
        },
      }).values,
    { help },
  )
}
