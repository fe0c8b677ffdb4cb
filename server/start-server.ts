import { openDatabase } from "./database/open-database.ts"
import type { RunningServer, ServerNeeds } from "./doors.ts"
import { realWorld } from "./world.ts"

/** Loading the rest takes about as long as the database takes to start, and neither needs the other. */
const load = () => import("./serve.ts")

export async function startServer({ config, log, world = realWorld }: ServerNeeds): Promise<RunningServer> {
  const { databaseUrl, databaseOwnerUrl: ownerUrl, dataDir } = config
  const database = await openDatabase({
    databaseUrl,
    ownerUrl,
    dataDir,
    log,
    world,
    whileStarting: () => void load().catch(() => {}),
  })
  try {
    const { serve } = await load()
    return await serve(database, { config, log, world })
  } catch (error) {
    await database.close()
    throw error
  }
}
