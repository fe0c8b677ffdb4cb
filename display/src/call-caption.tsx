import type { ReactNode } from "react"
import type { Caption } from "./voice/caption.ts"

/** What is being said, word for word: for whoever cannot hear it, and for a screen without a loudspeaker. */
export function CallCaption({ caption }: { caption: Caption | null }): ReactNode {
  return (
    // The call itself is announced to screen readers: the same words twice would be noise.
    <p
      className="caption"
      data-shown={caption === null ? undefined : ""}
      lang={caption?.language}
      aria-hidden="true"
    >
      {caption?.text}
    </p>
  )
}
