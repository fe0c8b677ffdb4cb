import type { Random } from "./random.ts"

/** How long something takes, as a distribution. All lengths in milliseconds. */
export type Durations =
  | { readonly kind: "exponential"; readonly meanMs: number }
  /** `variation` is the squared coefficient of variation: variance / mean². */
  | { readonly kind: "lognormal"; readonly meanMs: number; readonly variation: number }
  | { readonly kind: "fixed"; readonly ms: number }
  /** One of these, each as likely. */
  | { readonly kind: "recorded"; readonly samplesMs: readonly number[] }

/** Draws one length after the other. */
export function drawerOf(durations: Durations, random: Random): () => number {
  switch (durations.kind) {
    case "exponential": {
      const { meanMs } = durations
      return () => meanMs * random.exponential()
    }
    case "lognormal": {
      // Of ln X: variance ln(1 + C²), mean ln(mean) − variance / 2.
      const variance = Math.log(1 + durations.variation)
      const deviation = Math.sqrt(variance)
      const middle = Math.log(durations.meanMs) - variance / 2
      return () => Math.exp(middle + deviation * random.normal())
    }
    case "fixed": {
      const { ms } = durations
      return () => ms
    }
    case "recorded": {
      const { samplesMs } = durations
      return () => samplesMs[Math.floor(random.uniform() * samplesMs.length)] ?? 0
    }
  }
}

export function meanMsOf(durations: Durations): number {
  switch (durations.kind) {
    case "exponential":
    case "lognormal":
      return durations.meanMs
    case "fixed":
      return durations.ms
    case "recorded":
      return durations.samplesMs.reduce((sum, ms) => sum + ms, 0) / durations.samplesMs.length
  }
}
