import { type ReactNode, useEffect, useRef } from "react"
import type { MediaShow, Showing } from "./media-show.ts"

/** A picture that is not here by then is not worth waiting for, nor is a film that stands still for so long. */
const PATIENCE_MS = 15_000

/** A picture or a film beside the calls. It waits for nobody and nobody waits for it: while a call is announced, a film pauses. */
export function MediaArea({
  show,
  showing,
  branchId,
  isCalling,
}: {
  show: MediaShow
  showing: Showing
  branchId: string
  isCalling: boolean
}): ReactNode {
  const { file, kind } = showing.item
  const address = `/media/${branchId}/${file}`
  return (
    <aside className="media" aria-hidden="true">
      {kind === "image" ? (
        <Picture key={file} address={address} show={show} showing={showing} />
      ) : (
        <Film key={file} address={address} show={show} showing={showing} isCalling={isCalling} />
      )}
    </aside>
  )
}

function Picture({
  address,
  show,
  showing: { item, turn },
}: {
  address: string
  show: MediaShow
  showing: Showing
}): ReactNode {
  const picture = useRef<HTMLImageElement>(null)
  useEffect(() => {
    const late = setTimeout(() => {
      if (!picture.current?.complete) show.failed(turn)
    }, PATIENCE_MS)
    const timer = setTimeout(() => show.over(turn), item.seconds * 1_000)
    return () => {
      clearTimeout(late)
      clearTimeout(timer)
    }
  }, [show, turn, item.seconds])
  return (
    <img className="media__picture" ref={picture} src={address} alt="" onError={() => show.failed(turn)} />
  )
}

function Film({
  address,
  show,
  showing: { item, turn },
  isCalling,
}: {
  address: string
  show: MediaShow
  showing: Showing
  isCalling: boolean
}): ReactNode {
  const film = useRef<HTMLVideoElement>(null)

  useEffect(() => {
    const { current } = film
    if (!current) return
    current.src = address
    return () => {
      // A television has few decoders: it is given back at once.
      current.removeAttribute("src")
      current.load()
    }
  }, [address])

  // Played to its end, it begins anew.
  useEffect(() => {
    const { current } = film
    if (!current) return
    if (isCalling) current.pause()
    else void begin(current, () => show.failed(turn))
  }, [show, turn, isCalling])

  useEffect(() => {
    const { current } = film
    if (!current) return
    let at = -1
    let movedAt = performance.now()
    const timer = setInterval(() => {
      if (current.currentTime !== at || current.paused) movedAt = performance.now()
      at = current.currentTime
      if (performance.now() - movedAt > PATIENCE_MS) show.failed(turn)
    }, 1_000)
    return () => clearInterval(timer)
  }, [show, turn])

  return (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- the branch's own film, hidden from who cannot see it; calls have their captions
    <video
      className="media__picture"
      ref={film}
      muted={!item.hasSound}
      playsInline
      preload="auto"
      onEnded={() => show.over(turn)}
      onError={() => show.failed(turn)}
    />
  )
}

/** Without a touch some browsers play no sound: then without it. */
async function begin(film: HTMLVideoElement, failed: () => void): Promise<void> {
  try {
    await film.play()
  } catch (error) {
    if (!isRefused(error)) return
    film.muted = true
    await film.play().catch((again: unknown) => {
      if (isRefused(again)) failed()
    })
  }
}

/** Not merely paused for a call, or broken, which the film itself says. */
function isRefused(error: unknown): boolean {
  return error instanceof DOMException && error.name === "NotAllowedError"
}
