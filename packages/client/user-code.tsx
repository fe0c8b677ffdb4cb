import type { ReactNode } from "react"

/** `WDJB-MJHT` in cells of one width; read out letter by letter. */
export const UserCode = ({ code }: { code: string }): ReactNode => (
  <p className="user-code">
    <span className="visually-hidden">{Array.from(code).join(" ")}</span>
    {Array.from(code).map((character, index) =>
      character === "-" ? (
        <span className="user-code__gap" key={index} aria-hidden="true" />
      ) : (
        <span
          className="user-code__cell"
          key={index}
          data-wide={/[MWQG]/.test(character) ? "" : undefined}
          aria-hidden="true"
        >
          <span>{character}</span>
        </span>
      ),
    )}
  </p>
)
