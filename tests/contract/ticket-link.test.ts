import { ticketLinkIn, ticketPath } from "@giliran/contract/ticket-link"
import { describe, expect, it } from "vitest"

const ticket = { branchId: "kcp-senopati-2", secret: "abcdefghijABCDEFGHIJ-_" }

describe("the link of a ticket", () => {
  it("is read as it was made: from its fragment, its path and its whole address", () => {
    const path = ticketPath(ticket)
    expect(path).toBe("/ticket/#kcp-senopati-2.abcdefghijABCDEFGHIJ-_")
    for (const link of [path, path.slice("/ticket/".length), `https://antrean.bank.example${path}`])
      expect(ticketLinkIn(link), link).toEqual(ticket)
  })

  it.each([
    "",
    "#",
    "#demo",
    "#demo.",
    "#demo.short",
    "#Demo.abcdefghijABCDEFGHIJ",
    "#.abcdefghijABCDEFGHIJ",
  ])("names no ticket: %j", (link) => expect(ticketLinkIn(link)).toBeNull())
})
