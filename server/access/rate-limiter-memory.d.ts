/** The one limiter of the library that is used: the package's own index loads those of ten databases with it, 6 MB of them. */
declare module "rate-limiter-flexible/lib/RateLimiterMemory.js" {
  import type { RateLimiterMemory as Typed } from "rate-limiter-flexible"
  const RateLimiterMemory: typeof Typed
  export = RateLimiterMemory
}
