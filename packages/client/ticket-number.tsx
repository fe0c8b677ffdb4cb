import type { ReactNode } from "react"

/** `A042` in cells of one width, the zero with its point; read out as one word. */
export const TicketNumber = ({ number, className }: { number: string; className?: string }): ReactNode => (
  <span className={className === undefined ? "ticket-number" : `ticket-number ${className}`}>
    <span className="visually-hidden">{number}</span>
    {Array.from(number).map((character, index) => (
      <Cell key={index} character={character} />
    ))}
  </span>
)

/** How wide a number is in ems of its cells, so that the longest can be sized to fit. */
export const ticketNumberEms = (number: string): number =>
  Array.from(number).reduce((ems, character) => ems + (/\d/.test(character) ? 0.615 : 0.77), 0)

const Cell = ({ character }: { character: string }): ReactNode =>
  /\d/.test(character) ? (
    <span className="ticket-number__digit" data-zero={character === "0" ? "" : undefined} aria-hidden="true">
      {character}
    </span>
  ) : (
    <span
      className="ticket-number__letter"
      data-wide={/[MWOQG]/.test(character) ? "" : undefined}
      aria-hidden="true"
    >
      {character}
    </span>
  )
