import { addBranch } from "../plans/add-branch.ts"
import { setTimeout as sleep } from "node:timers/promises"
import { Pool } from "pg"
import { watchAccess } from "./access-version.ts"
import { createAdministration } from "../plans/administration.ts"
import { createAppendQueue } from "../branch/append-queue.ts"
import { createAuditBook } from "../audit/audit-book.ts"
import { audited, type NewAuditEntry } from "../audit/audit-chain.ts"
import { contactBook } from "../contacts/contact-book.ts"
import { importCustomers, readCustomers } from "../customers/customers.ts"
import { deviceHealthBook } from "../health/device-health-book.ts"
import { startEmbeddedPostgres } from "./embedded-postgres.ts"
import { deviceBook } from "../devices/open-device-book.ts"
import { helpBook } from "../help/help-book.ts"
import { startHints } from "../branch/hints.ts"
import { createKeyBook } from "../keys/key-book.ts"
import { readDay, readLaneReport, saveLaneReport } from "../branch/lane-reports.ts"
import type { LedgerLog } from "./ledger-log.ts"
import type { AccessTokenRow, Ledger } from "../branch/ledger.ts"
import { prepare } from "./prepare-database.ts"
import {
  patiently,
  readAnswers,
  readBranch,
  readBranches,
  readChain,
  readCurrentDay,
  readEventsAfter,
  readHeadSeqs,
  readLastDays,
  readToken,
} from "../branch/read-ledger.ts"
import { settingsPinBook } from "../devices/settings-pin-book.ts"
import { createStaffBook } from "../staff/staff-rows.ts"
import { retentionBook } from "../privacy/retention-book.ts"
import { voiceBook } from "../voices/voice-book.ts"
import { createWriteConnection } from "../branch/write-connection.ts"

export interface LedgerOptions {
  /** An outside PostgreSQL, as the server's role; null starts the embedded one in `dataDir`. */
  readonly databaseUrl: string | null
  /** The same database as its tables' owner, who applies migrations; left out, the server's role does. */
  readonly ownerUrl?: string | null
  readonly dataDir: string
  readonly log: LedgerLog
  /** Called when there is nothing to do but wait for the database. */
  readonly whileStarting?: () => void
}

/** Opens the ledger with all its tables. Throws words that a person can act on. */
export async function openLedger({
  databaseUrl,
  ownerUrl = null,
  dataDir,
  log,
  whileStarting = () => {},
}: LedgerOptions): Promise<Ledger> {
  if (databaseUrl !== null) {
    whileStarting()
    await prepare({ url: databaseUrl, ownerUrl: ownerUrl ?? databaseUrl, log })
    return ledgerOn({ url: databaseUrl, isShared: true, log, onClosed: async () => {} })
  }
  const embedded = await startEmbeddedPostgres({ dataDir, log, whileStarting })
  const { url } = embedded
  try {
    await prepare({ url, ownerUrl: embedded.ownerUrl, log })
    return ledgerOn({ url, isShared: false, log, onClosed: embedded.stop })
  } catch (error) {
    await embedded.stop()
    throw error
  }
}

/**
 * The ledger of a database that a running server has opened already, for a command beside it: it applies no migration and
 * stops nothing when it closes.
 */
export function joinLedger(url: string, log: LedgerLog): Ledger {
  return ledgerOn({ url, isShared: false, log, onClosed: async () => {} })
}

interface Connected {
  readonly url: string
  /** Whether other servers may write to the same database. */
  readonly isShared: boolean
  readonly log: LedgerLog
  readonly onClosed: () => Promise<void>
}

function ledgerOn({ url, isShared, log, onClosed }: Connected): Ledger {
  const pool = new Pool({
    connectionString: url,
    max: 4,
    connectionTimeoutMillis: 2000,
    query_timeout: 5000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: "giliran",
  })
  // Without this a database that restarts would end the server by the error of a connection that was doing nothing.
  // The embedded one may end before the last idle connection has said goodbye: nothing is lost by that.
  let isClosing = false
  pool.on("error", (error) => {
    if (!isClosing) log.warn(`a connection to the database was lost: ${error.message}`)
  })

  const headSeqs = () => patiently(() => readHeadSeqs(pool))
  const hints = isShared ? startHints({ url, pool, log, headSeqs }) : null
  const connection = createWriteConnection(url)
  const queue = createAppendQueue(connection, ({ branchId, after, events }) =>
    hints?.send({ branchId, seq: after + events.length }),
  )
  const administration = createAdministration(pool)
  const access = watchAccess(pool, log)

  return {
    append: queue.append,
    answersOf: (branchId, commandIds) => patiently(() => readAnswers(pool, branchId, commandIds)),
    eventsAfter: (branchId, seq, limit) => patiently(() => readEventsAfter(pool, branchId, seq, limit)),
    currentDay: (branchId) => readCurrentDay(pool, branchId),
    lastDays: (branchId, dayCount) => readLastDays(pool, branchId, dayCount),
    chain: (branchId) => readChain(pool, branchId),
    dayOf: (branchId, day) => readDay(pool, branchId, day),
    laneReport: (branchId, day) => patiently(() => readLaneReport(pool, branchId, day)),
    saveLaneReport: (report) => patiently(() => saveLaneReport(pool, report)),
    branches: () => patiently(() => readBranches(pool)),
    branch: (branchId) => patiently(() => readBranch(pool, branchId)),
    addBranch: (branch) => addBranch(pool, branch),
    saveBranch: (branch) => patiently(() => administration.saveBranch(branch)),
    findToken: (digest) => patiently(() => readToken(pool, digest)),
    async saveToken(token, entry) {
      await saveToken(pool, token, entry)
      await access.look()
    },
    keys: createKeyBook(pool, access.look),
    devices: deviceBook(pool, access.look),
    deviceHealth: deviceHealthBook(pool),
    help: helpBook(pool),
    pins: settingsPinBook(pool),
    voices: voiceBook(pool),
    recordAct: (entry) => audited(pool, ({ record }) => record(entry), { isChange: false }),
    audit: createAuditBook(pool),
    onAccessChange: access.onChange,
    staff: createStaffBook(pool, access.look),
    contacts: contactBook(pool),
    retention: retentionBook(pool),
    findCustomers: (digests) => patiently(() => readCustomers(pool, digests)),
    importCustomers: (imported) => importCustomers(pool, imported),
    async pruneAnswers(branchId, before) {
      const { rowCount } = await patiently(() =>
        pool.query(`DELETE FROM "Answer" WHERE "branchId" = $1 AND at < $2`, [branchId, new Date(before)]),
      )
      return rowCount ?? 0
    },
    headSeqs,
    onHint: (listener) => hints?.onHint(listener) ?? (() => {}),
    async isReady() {
      const asked = pool.query("SELECT 1").then(
        () => true,
        () => false,
      )
      return Promise.race([asked, sleep(1000, false, { ref: false })])
    },
    async close() {
      isClosing = true
      access.close()
      await queue.drained()
      await hints?.close()
      await administration.close()
      await connection.close()
      await pool.end()
      await onClosed()
    },
  }
}

function saveToken(
  pool: Pool,
  { digest, role, branchId, label, createdAt, revokedAt, scopes, isDemo }: AccessTokenRow,
  entry: NewAuditEntry,
): Promise<void> {
  return audited(pool, async ({ client, record }) => {
    await client.query(
      `INSERT INTO "AccessToken" (digest, role, "branchId", label, "createdAt", "revokedAt", scopes, "isDemo")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (digest) DO UPDATE SET label = excluded.label, "revokedAt" = excluded."revokedAt"`,
      [
        digest,
        role,
        branchId,
        label,
        new Date(createdAt),
        revokedAt === null ? null : new Date(revokedAt),
        scopes,
        isDemo,
      ],
    )
    await record(entry)
  })
}
