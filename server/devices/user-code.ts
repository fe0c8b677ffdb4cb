import { randomInt } from "node:crypto"
import { userCodeLength, userCodeLetters } from "@giliran/contract/written-forms"

/** Eight of twenty letters: 34 bits, which is plenty for five minutes and five tries. */
export function newUserCode(): string {
  return Array.from(
    { length: userCodeLength },
    () => userCodeLetters[randomInt(userCodeLetters.length)],
  ).join("")
}
