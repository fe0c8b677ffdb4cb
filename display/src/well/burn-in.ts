/** Where the picture stands, in design pixels: round in a small circle, a step every two minutes, too slow and too little to be seen. */
export function shiftAt(now: number): { readonly x: number; readonly y: number } {
  const step = Math.floor(now / STEP_MS) % STEPS
  const angle = (step / STEPS) * 2 * Math.PI
  return { x: Math.round(RADIUS * Math.cos(angle)), y: Math.round(RADIUS * Math.sin(angle)) }
}

const STEP_MS = 2 * 60_000
const STEPS = 16
const RADIUS = 5
