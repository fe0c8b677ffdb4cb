import type { Credentials } from "@giliran/client/credentials"

export interface TicketLink {
  readonly branch: string
  readonly credentials: Credentials
}

/** The ticket's secret lives in the fragment, `#<branch>.<token>`, which no server, log or referrer ever sees. */
export const readTicketLink = (): TicketLink | null => {
  const found = /^#([a-z0-9][a-z0-9-]{0,39})\.([A-Za-z0-9_.-]{16,})$/.exec(location.hash)
  const [, branch, token] = found ?? []
  return branch === undefined || token === undefined
    ? null
    : { branch, credentials: { kind: "token", token } }
}

/** After the end there is nothing to see: the address no longer opens anything. */
export const forgetTicketLink = (): void => history.replaceState(null, "", location.pathname)
