import { hash } from "node:crypto"
import type { IncomingMessage } from "node:http"

/** What a page may load, do and be shown in: what our screens need, and nothing else. */
export interface PageRules {
  /** Whose pages may show this one inside theirs; nobody's when empty. */
  readonly frameAncestors?: readonly string[]
  /** A style element that the page brings along. */
  readonly style?: string
  /** Somebody records a voice there. */
  readonly hasMicrophone?: boolean
}

/**
 * Nothing of another site's, no script or style inside the page; the colours of a bank are set as properties of elements, which
 * this allows, and a logo may be a data URL of the plan.
 */
export function pageHeaders(
  incoming: IncomingMessage,
  { frameAncestors = [], style, hasMicrophone = false }: PageRules = {},
): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${style === undefined ? "" : ` 'sha256-${hash("sha256", style, "base64")}'`}`,
    "font-src 'self'",
    "img-src 'self' data:",
    "media-src 'self' data: blob:",
    `connect-src 'self'${ownSockets(incoming.headers.host)}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${frameAncestors.length === 0 ? "'none'" : ["'self'", ...frameAncestors].join(" ")}`,
  ]
  return {
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": frameAncestors.length === 0 ? "same-origin" : "cross-origin",
    "permissions-policy": hasMicrophone ? recording : permissions,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  }
}

/** Safari before 15.4 does not count a socket to the page's own host as `'self'`: it is named. Nothing odd gets into a header. */
function ownSockets(host: string | undefined): string {
  return host !== undefined && /^[A-Za-z0-9.-]+(:\d{1,5})?$/.test(host) ? ` ws://${host} wss://${host}` : ""
}

/** A display speaks and stays awake; a kiosk is full screen and may have a printer or a card reader at it. Nothing else is needed. */
const needed = ["autoplay", "fullscreen", "hid", "screen-wake-lock", "serial", "usb"]
const unneeded = [
  "accelerometer",
  "bluetooth",
  "camera",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "storage-access",
  "window-management",
  "xr-spatial-tracking",
]
const permissions = [...needed.map((name) => `${name}=(self)`), ...unneeded.map((name) => `${name}=()`)].join(
  ", ",
)
const recording = permissions.replace("microphone=()", "microphone=(self)")
