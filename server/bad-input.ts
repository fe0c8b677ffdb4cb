/** What a person gave a tool that it cannot use: said in a line, exit 2, and nothing half-read. */
export class BadInput extends Error {
  override readonly name: string = "BadInput"
}

/** Of a file, with the line where a reader's eye finds it. */
export function badLine(line: number, mistake: string): BadInput {
  return new BadInput(`line ${line}: ${mistake}`)
}

/**
 * Runs a tool to its end. What it returns goes to standard output, in one piece, so that a mistake found on the last line leaves
 * nothing half-printed. Exit 2 is a mistake of the person's, 1 a mistake of ours.
 */
export async function runTool(tool: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(await tool())
  } catch (error) {
    const isTheirs = error instanceof BadInput
    process.stderr.write(
      `${isTheirs ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = isTheirs ? 2 : 1
  }
}
