import { type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { Text } from "@giliran/contract/basics"
import { type ReactNode, useEffect, useState } from "react"

/** Long enough to read two lines in passing. */
const LINE_MS = 12_000

/** The branch's own words, one at a time: a line that stands can be read, one that runs is only looked at. */
export function Ticker({ lines, language }: { lines: readonly Text[]; language: ScreenLanguage }): ReactNode {
  const [turn, setTurn] = useState(0)
  const isTurning = lines.length > 1
  useEffect(() => {
    if (!isTurning) return
    const timer = setInterval(() => setTurn((before) => before + 1), LINE_MS)
    return () => clearInterval(timer)
  }, [isTurning])
  const line = lines[turn % Math.max(1, lines.length)]
  if (!line) return null
  return (
    <footer className="ticker">
      <p className="ticker__line" key={turn}>
        {wordsIn(line, language)}
      </p>
    </footer>
  )
}
