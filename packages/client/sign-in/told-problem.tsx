import { Info } from "lucide-react"
import type { ReactNode } from "react"

/** What the server said, under the field that it is about; spoken at once by a screen reader. */
export function ToldProblem({ id, words }: { id: string; words: string | null }): ReactNode {
  return (
    <p className="told-problem" id={id} role="alert">
      {words === null ? null : (
        <>
          <Info aria-hidden="true" />
          <span>{words}</span>
        </>
      )}
    </p>
  )
}
