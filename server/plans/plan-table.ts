import type { Pool } from "pg"
import type { PrismaClient } from "../database/generated/client.ts"
import type { BranchRow } from "../branch/ledger.ts"

/**
 * What is done to a branch now and then, by Prisma's own client. It takes 27 MB for as long as the process lives, so it is
 * loaded at the first use: a server that only runs its branches never does.
 */
export interface Administration {
  saveBranch(branch: BranchRow): Promise<void>
  close(): Promise<void>
}

export function createAdministration(pool: Pool): Administration {
  let loading: Promise<PrismaClient> | null = null
  const prisma = () => (loading ??= load(pool))
  return {
    async saveBranch({ id, name, createdAt, plan }) {
      const { branch } = await prisma()
      await branch.upsert({
        where: { id },
        create: { id, name, createdAt: new Date(createdAt), plan },
        update: { name, plan },
      })
    },
    async close() {
      await (await loading)?.$disconnect()
    },
  }
}

async function load(pool: Pool): Promise<PrismaClient> {
  const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
    import("../database/generated/client.ts"),
    import("@prisma/adapter-pg"),
  ])
  return new PrismaClient({ adapter: new PrismaPg(pool) })
}
