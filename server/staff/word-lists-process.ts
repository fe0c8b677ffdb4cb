import { dictionary as everywhere } from "@zxcvbn-ts/language-common"
import { dictionary as indonesian } from "@zxcvbn-ts/language-id"
import type { AskedOfLists, ToldByLists } from "./word-lists.ts"

/** Ends by itself when whoever asks is gone. */
process.on("message", (asked: AskedOfLists) => process.send?.(answer(asked)))

function answer(asked: AskedOfLists): ToldByLists {
  if ("draws" in asked) {
    // A list of 7,776: the first words come a millionth more often than the last.
    const diceware = everywhere["diceware-common"]
    return { words: asked.draws.map((draw) => diceware[draw % diceware.length] ?? "") }
  }
  const lists: readonly (readonly string[])[] = [
    everywhere["passwords-common"],
    indonesian["commonWords-id"],
    indonesian["names-id"],
    indonesian["wikipedia-id"],
  ]
  const candidates = new Set(asked.candidates)
  return { isThere: lists.some((list) => list.some((word) => candidates.has(word.toLowerCase()))) }
}
