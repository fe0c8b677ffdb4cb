import { BlockList, isIP } from "node:net"
import { z } from "zod"

/** Where the server meets the network. */
export interface EdgeConfig {
  /** Serves https by itself; null is plain http, for this machine only or behind a proxy. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null
  /** Whose word is taken for where a request comes from; null is nobody's. */
  readonly trustedProxies: BlockList | null
  /** Under which the pages are known besides the server's own address. */
  readonly publicOrigins: ReadonlySet<string>
  /** Whose pages may show the counter inside theirs. */
  readonly frameAncestors: readonly string[]
}

/** How often is often enough. */
export interface LimitConfig {
  /** Of one device, key or teller. */
  readonly ticketsPerMinute: number
  readonly ticketsPerHour: number
  /** Of one address: requests by nobody who is known, and pages. */
  readonly strangersPerMinute: number
  readonly pagesPerMinute: number
  /** Open at once: live screens of one caller, connections of one address. */
  readonly screensPerCaller: number
  readonly connectionsPerAddress: number
}

const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)

const list = <Item extends z.ZodType<unknown, string>>(item: Item) =>
  z
    .string()
    .transform((text) => text.split(",").flatMap((part) => part.trim() || []))
    .pipe(z.array(item))

/** As a browser writes it: scheme, host and port, and nothing behind. */
const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text)

export const edgeVariables = {
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  TRUSTED_PROXIES: list(z.string().refine(isNetwork)).optional(),
  PUBLIC_ORIGINS: list(origin).optional(),
  FRAME_ANCESTORS: list(origin).optional(),
  TICKETS_PER_MINUTE: count,
  TICKETS_PER_HOUR: count,
  STRANGERS_PER_MINUTE: count,
  PAGES_PER_MINUTE: count,
  SCREENS_PER_CALLER: count,
  CONNECTIONS_PER_ADDRESS: count,
} as const
type EdgeVariables = z.infer<z.ZodObject<typeof edgeVariables>>

/**
 * A kiosk with a customer every ten seconds takes 360 tickets an hour. Whoever has stolen its key takes 1,800 and no more, and
 * is seen by then; a rush of 300 in a minute is nobody's attack.
 */
export const edgeDefaults = {
  TICKETS_PER_MINUTE: "360",
  TICKETS_PER_HOUR: "1800",
  STRANGERS_PER_MINUTE: "600",
  PAGES_PER_MINUTE: "6000",
  SCREENS_PER_CALLER: "250",
  CONNECTIONS_PER_ADDRESS: "2000",
} as const

const howMany = (example: string) => `give a number from 1 to 999999999, for example ${example}`

export const edgeAdvice: Readonly<Record<keyof typeof edgeVariables, string>> = {
  TLS_CERT_FILE:
    "give the file of the certificate and its chain, in PEM, together with TLS_KEY_FILE; or leave both out",
  TLS_KEY_FILE: "give the file of the certificate's private key, in PEM, together with TLS_CERT_FILE",
  TRUSTED_PROXIES:
    "give the addresses or networks of your reverse proxies, for example TRUSTED_PROXIES=10.0.0.7,fd00::/8; never everybody",
  PUBLIC_ORIGINS:
    "give the addresses that browsers show, without a path, for example PUBLIC_ORIGINS=https://giliran.bank.example",
  FRAME_ANCESTORS:
    "give the addresses of the pages that may show the counter inside theirs, for example FRAME_ANCESTORS=https://teller.bank.example",
  TICKETS_PER_MINUTE: howMany("TICKETS_PER_MINUTE=360"),
  TICKETS_PER_HOUR: howMany("TICKETS_PER_HOUR=1800"),
  STRANGERS_PER_MINUTE: howMany("STRANGERS_PER_MINUTE=600"),
  PAGES_PER_MINUTE: howMany("PAGES_PER_MINUTE=6000"),
  SCREENS_PER_CALLER: howMany("SCREENS_PER_CALLER=250"),
  CONNECTIONS_PER_ADDRESS: howMany("CONNECTIONS_PER_ADDRESS=2000"),
}

/** Which of the two was left out, where only one was given. */
export function missingOfPair(given: Readonly<Record<string, unknown>>): keyof EdgeVariables | null {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = given
  if (cert !== undefined && key === undefined) return "TLS_KEY_FILE"
  return key !== undefined && cert === undefined ? "TLS_CERT_FILE" : null
}

export function edgesFrom(given: EdgeVariables): { edges: EdgeConfig; limits: LimitConfig } {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TRUSTED_PROXIES: proxies = [] } = given
  return {
    edges: {
      tls: certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : null,
      trustedProxies: proxies.length === 0 ? null : blockListOf(proxies),
      publicOrigins: new Set(given.PUBLIC_ORIGINS),
      frameAncestors: given.FRAME_ANCESTORS ?? [],
    },
    limits: {
      ticketsPerMinute: given.TICKETS_PER_MINUTE,
      ticketsPerHour: given.TICKETS_PER_HOUR,
      strangersPerMinute: given.STRANGERS_PER_MINUTE,
      pagesPerMinute: given.PAGES_PER_MINUTE,
      screensPerCaller: given.SCREENS_PER_CALLER,
      connectionsPerAddress: given.CONNECTIONS_PER_ADDRESS,
    },
  }
}

/** An address, or a network with at least one bit: a proxy that could be anybody is no proxy. */
function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/")
  const family = isIP(address)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function blockListOf(networks: readonly string[]): BlockList {
  const blocks = new BlockList()
  for (const network of networks) {
    const [address = "", bits] = network.split("/")
    const family = isIP(address) === 4 ? "ipv4" : "ipv6"
    if (bits === undefined) blocks.addAddress(address, family)
    else blocks.addSubnet(address, Number(bits), family)
  }
  return blocks
}
