import type { ReactNode } from "react"

const radius = 16
const around = 2 * Math.PI * radius

/** The seconds left, as a number inside a ring that empties. A picture only: say it in words for those who listen. */
export const CountdownRing = ({ seconds, of }: { seconds: number; of: number }): ReactNode => (
  <span className="countdown-ring" aria-hidden="true">
    <svg viewBox="0 0 36 36">
      <circle className="countdown-ring__track" cx="18" cy="18" r={radius} />
      <circle
        className="countdown-ring__left"
        cx="18"
        cy="18"
        r={radius}
        strokeDasharray={around}
        strokeDashoffset={around * (1 - Math.min(1, Math.max(0, seconds / of)))}
      />
    </svg>
    <span className="countdown-ring__seconds">{Math.ceil(seconds)}</span>
  </span>
)
