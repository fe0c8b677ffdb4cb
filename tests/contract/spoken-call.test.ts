import { Announcement } from "@giliran/contract/display-view"
import { describe, expect, it } from "vitest"
import { languagesOfCall, spokenCall } from "../../display/src/voice/spoken-call.ts"

const { number, counterId, language } = Announcement.shape

describe("a spoken call", () => {
  it("says the number character by character, in each language that there are words for", () => {
    const call = aCall("A042", "2", "id")
    expect(spokenCall(call, "id")).toEqual({
      lang: "id-ID",
      text: "Nomor antrean A, 0, 4, 2, silakan menuju loket 2.",
    })
    expect(spokenCall(call, "en")?.text).toBe("Ticket number A, 0, 4, 2, please go to counter 2.")
    expect(spokenCall(call, "jv")).toBeNull()
  })

  it("reads a counter's name without its dash", () => {
    expect(spokenCall(aCall("A1000", "VIP-1", "id"), "id")?.text).toContain("loket VIP 1.")
  })
})

describe("the languages of a call", () => {
  const branch = { languages: ["id", "en"], waitingCount: 0 }

  it("are the ticket's own, then the branch's other one", () => {
    expect(languagesOfCall(aCall("A042", "2", "id"), branch)).toEqual(["id", "en"])
    expect(languagesOfCall(aCall("A042", "2", "en"), branch)).toEqual(["en", "id"])
    expect(languagesOfCall(aCall("A042", "2", "jv"), branch)).toEqual(["jv", "id"])
    expect(languagesOfCall(aCall("A042", "2", "id"), { ...branch, languages: ["id"] })).toEqual(["id"])
  })

  it("are the own alone while three others wait for the voice", () => {
    expect(languagesOfCall(aCall("A042", "2", "en"), { ...branch, waitingCount: 2 })).toEqual(["en", "id"])
    expect(languagesOfCall(aCall("A042", "2", "en"), { ...branch, waitingCount: 3 })).toEqual(["en"])
  })
})

function aCall(ofNumber: string, ofCounter: string, inLanguage: string) {
  return {
    number: number.parse(ofNumber),
    counterId: counterId.parse(ofCounter),
    language: language.parse(inLanguage),
  }
}
