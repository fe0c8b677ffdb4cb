/** How long the corner is held: nobody leans on it for so long by chance. */
const heldMs = 5_000
/** Of the glass's shorter side: a fingertip finds it without looking. */
const cornerShare = 0.12
/** On a remote control or a pad with four keys; within so long, from the first to the last. */
const chord = [
  "ArrowUp",
  "ArrowUp",
  "ArrowDown",
  "ArrowDown",
  "ArrowLeft",
  "ArrowRight",
  "ArrowLeft",
  "ArrowRight",
] as const
const chordMs = 6_000

/**
 * The way in for staff, which no customer sees: the glass's upper left corner held for five seconds, or the arrows up, up, down, down,
 * left, right, left, right. It opens nothing but the question for the PIN.
 */
export const listenForStaff = (open: () => void): void => {
  let holding: ReturnType<typeof setTimeout> | undefined
  const letGo = () => clearTimeout(holding)
  const press = (x: number, y: number) => {
    letGo()
    const side = Math.min(innerWidth, innerHeight) * cornerShare
    if (x <= side && y <= side) holding = setTimeout(open, heldMs)
  }
  // Not pointer events: a finger that trembles is taken for the beginning of a scroll, and the browser ends those.
  addEventListener("touchstart", ({ touches }) => {
    const [finger, second] = touches
    if (finger !== undefined && second === undefined) press(finger.clientX, finger.clientY)
    else letGo()
  })
  for (const end of ["touchend", "touchcancel"]) addEventListener(end, letGo)
  addEventListener("mousedown", ({ clientX, clientY }) => press(clientX, clientY))
  for (const end of ["mouseup", "blur"]) addEventListener(end, letGo)

  let pressed: { readonly key: string; readonly at: number }[] = []
  addEventListener("keydown", ({ key, repeat, timeStamp }) => {
    if (repeat) return
    pressed = [...pressed, { key, at: timeStamp }].slice(-chord.length)
    const [first] = pressed
    const isChord = pressed.length === chord.length && pressed.every((one, index) => one.key === chord[index])
    if (!isChord || first === undefined || timeStamp - first.at > chordMs) return
    pressed = []
    open()
  })
}
