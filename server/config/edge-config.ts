import { BlockList, isIP } from "node:net"
import type { Values } from "./environment.ts"

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

export function edgesFrom(values: Values): EdgeConfig {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TRUSTED_PROXIES: proxies } = values
  return {
    tls: certFile !== null && keyFile !== null ? { certFile, keyFile } : null,
    trustedProxies: proxies === null || proxies.length === 0 ? null : blockListOf(proxies),
    publicOrigins: new Set(values.PUBLIC_ORIGINS),
    frameAncestors: values.FRAME_ANCESTORS ?? [],
  }
}

export function limitsFrom(values: Values): LimitConfig {
  return {
    ticketsPerMinute: values.TICKETS_PER_MINUTE,
    ticketsPerHour: values.TICKETS_PER_HOUR,
    strangersPerMinute: values.STRANGERS_PER_MINUTE,
    pagesPerMinute: values.PAGES_PER_MINUTE,
    screensPerCaller: values.SCREENS_PER_CALLER,
    connectionsPerAddress: values.CONNECTIONS_PER_ADDRESS,
  }
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
