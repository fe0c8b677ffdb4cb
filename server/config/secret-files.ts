import { readFileSync } from "node:fs"

/** The environment with what the files say, or which variable cannot be had and why. */
export type WithFiles =
  | { readonly environment: Readonly<Record<string, string | undefined>> }
  | { readonly mistaken: readonly { readonly name: string; readonly why: string }[] }

/**
 * A secret may be in a file instead, as containers and systemd hand them over: `NAME_FILE` names it. Of the file the first
 * line counts, so that an editor's last line break does no harm.
 */
export function withSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  secrets: Iterable<string>,
): WithFiles {
  const found: Record<string, string> = {}
  const mistaken: { name: string; why: string }[] = []
  for (const name of secrets) {
    const file = environment[`${name}_FILE`]
    if (!file) continue
    if (environment[name])
      mistaken.push({ name: `${name}_FILE`, why: `give ${name} or ${name}_FILE, not both` })
    else {
      const read = firstLine(file)
      if ("line" in read) found[name] = read.line
      else mistaken.push({ name: `${name}_FILE`, why: read.why })
    }
  }
  return mistaken.length > 0 ? { mistaken } : { environment: { ...environment, ...found } }
}

function firstLine(file: string): { readonly line: string } | { readonly why: string } {
  try {
    const line = readFileSync(file, "utf8").split(/\r?\n/, 1)[0]?.trim() ?? ""
    return line === "" ? { why: `its file is empty: ${file}` } : { line }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return { why: `its file cannot be read (${code ?? "unknown"}): ${file}` }
  }
}
