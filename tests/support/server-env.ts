import { secretEnv } from "./secret-env.ts"
import { wideLimits } from "./wide-limits.ts"

/** A server of a test: on this machine alone, at a free port. */
export const serverEnv = { PORT: "0", HOST: "127.0.0.1", ...wideLimits, ...secretEnv } as const
