import { createHash } from "node:crypto"
import type { Plugin } from "vite"

/**
 * The pages' policy allows no script inside a page and none from a data address, and plugin-legacy writes both. Each becomes a
 * file of our own, of the same words and in the same place, so that the policy need not be softened for one screen.
 */
export function scriptsInOwnFiles(): Plugin {
  return {
    name: "giliran:scripts-in-own-files",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const fileOf = (code: string) => {
          const name = createHash("sha256").update(code).digest("base64url").slice(0, 8)
          const fileName = `assets/part-${name}.js`
          if (!(fileName in bundle)) this.emitFile({ type: "asset", fileName, source: code })
          return `/display/${fileName}`
        }
        for (const output of Object.values(bundle)) {
          if (output.type === "chunk")
            output.code = output.code.replace(
              dataImport,
              (_whole, _quote, script: string) => `import"${fileOf(plain(script))}"`,
            )
          else if (output.fileName.endsWith(".html") && typeof output.source === "string")
            output.source = output.source.replace(
              inlineScript,
              (_whole, attributes: string, script: string) =>
                `<script${attributes} src="${fileOf(
                  script.replace(
                    dataImport,
                    (_import, _quote, inner: string) => `import"${fileOf(plain(inner))}"`,
                  ),
                )}"></script>`,
            )
        }
      },
    },
  }
}

const dataImport = /import\s*(["'`])data:text\/javascript,((?:\\.|(?!\1).)*)\1/g
const inlineScript = /<script((?:\s(?!src=)[\w-]+(?:="[^"]*")?)*)>([^<]+)<\/script>/g

/** Out of its quotes. */
function plain(script: string): string {
  return script.replaceAll(/\\(.)/g, "$1")
}
