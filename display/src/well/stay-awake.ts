/** Keeps the glass lit. Where browsers have no wake lock (over plain http, on televisions), a film of nothing does it. */
export function stayAwake(): void {
  if (!("wakeLock" in navigator)) return playNothing()
  const ask = () => {
    if (document.visibilityState !== "visible") return
    navigator.wakeLock
      .request("screen")
      .then((lock) => lock.addEventListener("release", () => setTimeout(ask, ASK_AGAIN_MS)))
      .catch(() => {
        // An empty battery, or a rule of the machine: whoever set that, meant it.
      })
  }
  document.addEventListener("visibilitychange", ask)
  ask()
}

const ASK_AGAIN_MS = 5_000

function playNothing(): void {
  const canvas = document.createElement("canvas")
  canvas.width = 2
  canvas.height = 2
  // Without a drawing there is no picture to play.
  const drawing = canvas.getContext("2d")
  const film = document.createElement("video")
  film.muted = true
  film.srcObject = canvas.captureStream(1)
  setInterval(() => drawing?.fillRect(0, 0, 2, 2), FRAME_MS)
  drawing?.fillRect(0, 0, 2, 2)
  void film.play().catch(() => {
    // Then the machine's own settings have to keep it awake.
  })
}

const FRAME_MS = 1_000
