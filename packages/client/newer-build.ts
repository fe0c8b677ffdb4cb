/** What a page is made of, as its HTML names it. */
export function filesOf(html: string): readonly string[] {
  return Array.from(html.matchAll(/\/assets\/([\w.-]+)/g), ([, file = ""]) => file)
}

/** Whether the server has another build than the one that runs here. A server that does not answer has none. */
export async function isNewerThere(page: string, running: string): Promise<boolean> {
  try {
    const answer = await fetch(page, { cache: "no-cache" })
    if (!answer.ok) return false
    const there = filesOf(await answer.text())
    const here = new Set(filesOf(running))
    return there.some((file) => !here.has(file))
  } catch {
    return false
  }
}

/** The build that runs here, by the name of its main script. */
export function runningBuild(running: string): string | undefined {
  return filesOf(running).find((file) => file.startsWith("index-"))
}
