import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"

/** How much room an element has, in CSS pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

/**
 * Measured by script: the televisions of 2018 know neither container units nor `min()`, and a number has to be as large as its room
 * allows. Looked at after each drawing (the hall is drawn each second) and when the glass is turned or resized.
 */
export function useRoom<Of extends HTMLElement>(): readonly [RefObject<Of | null>, Room] {
  const of = useRef<Of>(null)
  const [room, setRoom] = useState<Room>({ width: 0, height: 0 })
  const measure = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = of.current ?? {}
    setRoom((before) => (before.width === width && before.height === height ? before : { width, height }))
  }, [])
  useLayoutEffect(measure)
  useEffect(() => {
    addEventListener("resize", measure)
    return () => removeEventListener("resize", measure)
  }, [measure])
  return [of, room]
}

/** One design pixel of a glass 1080 high (or wide), as `--px` in theme.css. */
export function designPixel(): number {
  return Math.min(Math.min(innerWidth, innerHeight) / 1080, Math.max(innerWidth, innerHeight) / 1920)
}

/** Upright glasses are drawn one under the other. */
export function useIsUpright(): boolean {
  const [isUpright, setUpright] = useState(looksUpright)
  useEffect(() => {
    const look = () => setUpright(looksUpright())
    addEventListener("resize", look)
    return () => removeEventListener("resize", look)
  }, [])
  return isUpright
}

function looksUpright(): boolean {
  return innerHeight > innerWidth
}
