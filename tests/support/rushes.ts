import type { LabCall } from "./voice-lab.ts"

/** A morning with rushes: three counters that call in the same second, and quiet times between. */
export function callsOf(count: number): LabCall[] {
  let at = 1
  return Array.from({ length: count }, (_, index) => {
    at += index % 10 < 3 ? 0.2 : index % 10 === 3 ? 9 : 3.1 + (index % 4) * 0.7
    return {
      at,
      number: `${"ABC"[index % 3]}${String((index * 7) % 1000).padStart(3, "0")}`,
      counterId: index % 17 === 0 ? "VIP-2" : String(1 + (index % 14)),
      language: index % 5 === 0 ? "en" : "id",
    }
  })
}
