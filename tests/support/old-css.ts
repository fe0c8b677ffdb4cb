import compatibility from "@mdn/browser-compat-data" with { type: "json" }
import { type CssNode, type Declaration, generate, parse, walk } from "css-tree"

/**
 * What of a style sheet an old Chromium does not know, by MDN's compatibility data. Inside `@supports` everything is guarded; a
 * declaration with a fallback right before it is fine, unless it has a `var()`: then the browser takes it, and finds it invalid too late.
 */
export function unknownInCss(css: string, version: number): string[] {
  const known = knowledgeOf(version)
  const found: string[] = []
  walk(parse(css), {
    enter(node: CssNode) {
      if (node.type === "Atrule") {
        if (node.name === "supports" || node.name === "font-face" || node.name === "keyframes")
          return walk.skip
        if (!known.atRule(node.name)) found.push(`@${node.name}`)
      }
      if (node.type === "Feature" && node.kind === "media" && !known.media(node.name))
        found.push(`@media (${node.name})`)
      if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
        if (!known.selector(node.name)) found.push(`:${node.name}`)
        if (node.name === "not" && generate(node).includes(",")) found.push(":not() of several")
      }
      if (node.type === "Rule") {
        const { block } = node
        if (block.children.some(({ type }) => type === "Rule")) found.push("nesting")
        const declarations = block.children.toArray().filter((child) => child.type === "Declaration")
        // Left out whole where the selector is not known.
        if (generate(node.prelude) === ":focus-visible") return walk.skip
        for (const declaration of declarations) {
          const unknown = unknownIn(declaration, known)
          if (unknown && !hasFallback(declaration, declarations, known))
            found.push(`${generate(node.prelude)} { ${generate(declaration)} }: ${unknown}`)
        }
      }
      return undefined
    },
  })
  return found
}

/** It only makes the look finer, or is for people who use a keyboard or a browser of today. */
const harmless: ReadonlySet<string> = new Set([
  "text-wrap",
  "text-size-adjust",
  "color-scheme",
  "focus-visible",
  "prefers-reduced-motion",
  // A list of fonts: what is not known is passed over.
  "font-family",
])

/** In a flex row an old Chromium leaves no gap, and these do not say where they are used; `grid-gap` does. */
const doubtful: ReadonlySet<string> = new Set(["gap", "row-gap", "column-gap"])

function unknownIn({ property, value }: Declaration, known: Knowledge): string | null {
  const isOwn = property.startsWith("--")
  if (doubtful.has(property)) return "gap"
  if (!isOwn && !known.property(property)) return property
  let unknown: string | null = null
  walk(typeof value === "string" ? parse(value, { context: "value" }) : value, (node: CssNode) => {
    if (node.type === "Function" && !known.term(node.name)) unknown ??= `${node.name}()`
    if (node.type === "Dimension" && !known.unit(node.unit)) unknown ??= node.unit
    if (node.type === "Identifier" && !isOwn && !known.keyword(property, node.name)) unknown ??= node.name
    // Of one of its own or after a `var()`, css-tree keeps the words as they are.
    if (node.type === "Raw")
      for (const [, name = ""] of node.value.matchAll(/([a-z-]+)\(/g))
        if (!known.term(name)) unknown ??= `${name}()`
  })
  return unknown
}

function hasFallback(of: Declaration, all: readonly Declaration[], known: Knowledge): boolean {
  if (generate(of).includes("var(")) return false
  return all
    .slice(0, all.indexOf(of))
    .some((earlier) => earlier.property === of.property && unknownIn(earlier, known) === null)
}

interface Knowledge {
  readonly property: (name: string) => boolean
  /** Of a property; also what the data do not list, such as names of areas. */
  readonly keyword: (property: string, name: string) => boolean
  readonly term: (name: string) => boolean
  readonly unit: (name: string) => boolean
  readonly selector: (name: string) => boolean
  readonly atRule: (name: string) => boolean
  readonly media: (name: string) => boolean
}

interface Entry {
  readonly [name: string]: Entry | undefined
}
interface Support {
  readonly version_added: string | false
  readonly version_removed?: string
  readonly alternative_name?: string
  readonly prefix?: string
  readonly flags?: unknown
}

function knowledgeOf(version: number): Knowledge {
  const { css } = compatibility as unknown as { css: Entry }
  const supportOf = (entry: Entry | undefined): readonly Support[] => {
    const { __compat } = (entry ?? {}) as { __compat?: { support: { chrome?: Support | Support[] } } }
    return [__compat?.support.chrome ?? []].flat()
  }
  const isThere = ({ version_added, version_removed, flags }: Support) =>
    flags === undefined &&
    version_added !== false &&
    Number(version_added.replace("≤", "")) <= version &&
    (version_removed === undefined || Number(version_removed) > version)

  const properties = new Set<string>()
  const terms = new Set<string>()
  const isNew = new Map<string, boolean>()
  const gather = (name: string, entry: Entry, depth: number) => {
    for (const support of supportOf(entry))
      if (isThere(support)) {
        terms.add(name)
        if (depth === 0) properties.add(`${support.prefix ?? ""}${support.alternative_name ?? name}`)
        else if (support.alternative_name) properties.add(support.alternative_name)
      }
    for (const [inner, child] of Object.entries(entry))
      if (inner !== "__compat" && child) gather(inner, child, depth + 1)
  }
  for (const [name, entry] of Object.entries(css["properties"] ?? {})) {
    if (entry) gather(name, entry, 0)
    for (const [value, child] of Object.entries(entry ?? {}))
      if (value !== "__compat")
        isNew.set(
          `${name} ${value}`,
          supportOf(child).every((one) => !isThere(one)),
        )
  }
  for (const [name, entry] of Object.entries(css["types"] ?? {})) if (entry) gather(name, entry, 1)
  const listed = (group: Entry | undefined, name: string) =>
    harmless.has(name) ||
    supportOf(group?.[name]).some((support) => support.alternative_name === undefined && isThere(support))
  const ownPrefix = /^-webkit-/
  return {
    property: (name) => properties.has(name) || harmless.has(name) || ownPrefix.test(name),
    keyword: (property, name) => harmless.has(property) || isNew.get(`${property} ${name}`) !== true,
    term: (name) => terms.has(name) || name === "cubic-bezier" || name === "format",
    unit: (name) =>
      !/^(?:[dsl]v|cq)/.test(name) && (terms.has(name) || ["px", "deg", "ms", "s", "fr"].includes(name)),
    selector: (name) => listed(css["selectors"], name),
    atRule: (name) => listed(css["at-rules"], name),
    media: (name) => listed(css["at-rules"]?.["media"], name.replace(/^(?:min|max)-/, "")),
  }
}
