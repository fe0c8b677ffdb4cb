import type { ReactNode } from "react"

/** Time that runs towards a promise: the figure, the bar, and the state as a word too. */
export function Meter({
  label,
  figure,
  word,
  share,
  isLate,
}: {
  label: string
  figure: string
  word: string
  /** Of the promise, 0 to 1 and beyond. */
  share: number
  isLate: boolean
}): ReactNode {
  return (
    <div className="meter" data-late={isLate ? "" : undefined}>
      <p className="meter__words">
        <span className="meter__label">{label}</span>
        <span className="meter__figure">{figure}</span>
        <span className="meter__word">{word}</span>
      </p>
      <div className="meter__track">
        <div className="meter__bar" style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      </div>
    </div>
  )
}

/** From here on it is worth a word that the promise is near. */
export const NEAR = 0.8
