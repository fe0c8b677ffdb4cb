import { controlsOf, stage } from "../keys/stage.ts"
import type { kioskPhrases } from "../phrases.ts"
import type { Phrases } from "@giliran/client/phrases"

/** What is said comes from what is there for a screen reader: names, states, headings. So a new screen is spoken without being told to. */
type Words = Phrases<typeof kioskPhrases>

/** A control: its name, whether it is chosen, and which of how many it is. */
export const controlAloud = (control: HTMLElement, t: Words): string => {
  const controls = controlsOf(stage())
  const pressed = control.getAttribute("aria-pressed")
  return sentence(
    [
      nameOf(control).join(", "),
      ...(pressed === null ? [] : [pressed === "true" ? t.isOn : t.isOff]),
      ...(control.getAttribute("aria-busy") === "true" ? [t.isBusy] : []),
      t.nthOf({ n: controls.indexOf(control) + 1, of: controls.length }),
    ],
    t,
  )
}

/** A screen: its heading, what it says around its controls, and how many there are. */
export const screenAloud = (t: Words): readonly string[] => {
  const place = stage()
  const heading = place.querySelector<HTMLElement>("h1, h2")
  const title = heading === null ? [] : wordsOf(heading)
  const rest = wordsOf(place, heading)
  return [
    ...title.map((words) => sentence([words], t)),
    ...rest.map((words) => sentence([words], t)),
    sentence([t.choices({ count: controlsOf(place).length })], t),
  ].filter((words) => words !== "")
}

/** By which one screen is told from the next: its headings, and on which page of them it is. */
export const screenKey = (): string =>
  [...stage().querySelectorAll("h1, h2, nav[aria-label]")]
    .map((part) => part.getAttribute("aria-label") ?? part.textContent)
    .join(" ")

/** What an alert says. */
export const alertAloud = (alert: HTMLElement, t: Words): string => sentence(wordsOf(alert), t)

const nameOf = (control: HTMLElement): readonly string[] => {
  const label = control.getAttribute("aria-label")
  return label === null ? wordsOf(control, null, true) : [label]
}

/** The words below `place`, a block each, without what is a picture of them and without controls. */
const wordsOf = (place: HTMLElement, left: HTMLElement | null = null, withControls = false): string[] => {
  const found: string[] = []
  let open = ""
  const close = () => {
    const words = open.replace(/\s+/g, " ").trim()
    if (words !== "" && words !== found.at(-1)) found.push(words)
    open = ""
  }
  const walk = (node: Node): void => {
    if (node instanceof Text) open += node.data
    if (!(node instanceof Element) || node === left || isSilent(node)) return
    if (node !== place && !withControls && node.matches("button, a[href], [aria-live='off']")) return
    const label = node === place ? null : node.matches("img") ? node.getAttribute("alt") : labelOf(node)
    const isBlock = !getComputedStyle(node).display.startsWith("inline")
    if (isBlock) close()
    if (label === null) for (const child of node.childNodes) walk(child)
    else open += ` ${label} `
    if (isBlock) close()
  }
  walk(place)
  close()
  return found
}

const labelOf = (node: Element) =>
  node.getAttribute("role") === "img" ? node.getAttribute("aria-label") : null

const isSilent = (node: Element) =>
  node.getAttribute("aria-hidden") === "true" ||
  node.hasAttribute("data-unspoken") ||
  getComputedStyle(node).display === "none"

/** As it is said: short forms in full, a ticket number sign by sign, `10–15` as a range. */
const sentence = (parts: readonly string[], t: Words): string =>
  parts
    .filter((part) => part !== "")
    .join(". ")
    .replaceAll(/(\d)–(\d)/g, `$1 ${t.upToAloud} $2`)
    .replaceAll(/(\d) (mnt|min)\b/g, `$1 ${t.minutesAloud}`)
    .replaceAll(/\b([A-Z]{1,2})(\d{3,4})\b/g, (_, letters: string, digits: string) =>
      Array.from(letters + digits).join(" "),
    )
    .replaceAll(" & ", ` ${t.andAloud} `)
    .replaceAll(/[·•…]/g, ",")
