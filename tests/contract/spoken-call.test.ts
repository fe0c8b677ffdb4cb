import { Announcement } from "@giliran/contract/views"
import { describe, expect, it } from "vitest"
import { spokenCall } from "../../display/src/spoken-call.ts"

const { number, counterId, language } = Announcement.shape

describe("a spoken call", () => {
  it("says the number character by character, in Indonesian", () => {
    expect(spokenCall(aCall("A042", "2", "id"))).toEqual([
      { lang: "id-ID", text: "Nomor antrean A, 0, 4, 2, silakan menuju loket 2." },
    ])
  })

  it("adds English for a customer who took the ticket in English", () => {
    expect(spokenCall(aCall("B113", "12", "en")).map((sentence) => sentence.text)).toEqual([
      "Nomor antrean B, 1, 1, 3, silakan menuju loket 12.",
      "Ticket number B, 1, 1, 3, please go to counter 12.",
    ])
  })

  it("reads a counter's name without its dash", () => {
    expect(spokenCall(aCall("A1000", "VIP-1", "id"))[0]?.text).toContain("loket VIP 1.")
  })
})

function aCall(ofNumber: string, ofCounter: string, inLanguage: string) {
  return {
    number: number.parse(ofNumber),
    counterId: counterId.parse(ofCounter),
    language: language.parse(inLanguage),
  }
}
