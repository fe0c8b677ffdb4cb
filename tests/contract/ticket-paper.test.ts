import type { Instant } from "@giliran/contract/basics"
import { bitmapOf } from "@giliran/paper/bitmap"
import { numberBitmap } from "@giliran/paper/number-bitmap"
import { broken, printable } from "@giliran/paper/paper-document"
import { paperPicture, printerBytes } from "@giliran/paper/print-document"
import { type TicketOnPaper, ticketPaper } from "@giliran/paper/ticket-paper"
import { PNG } from "pngjs"
import { describe, expect, it, vi } from "vitest"
import { demoPlan } from "../../server/demo/seed.ts"
import { dotsUnlikeKept, qrOnPaper } from "../support/kept-papers.ts"
import { readTape } from "../support/paper-tape.ts"

const link = "https://antrean.bank.example/ticket/#demo.abcdefghijABCDEFGHIJ12"
const [service] = demoPlan.services
const ticket: TicketOnPaper = {
  bankName: demoPlan.brand.bankName,
  logo: null,
  branchName: demoPlan.name,
  zone: demoPlan.zone,
  number: "A042",
  serviceName: service?.name ?? { id: "", en: "" },
  takenAt: Date.UTC(2026, 10, 27, 3, 12) as Instant,
  ahead: 3,
  wait: { p50: 700, p90: 1_500 },
  bring: service?.bring ?? [],
  cost: service?.cost ?? null,
  isDiscreet: false,
  link,
  text: { id: "Terima kasih atas kepercayaan Anda.", en: "Thank you for banking with us." },
}

// Drawn dot by dot, some of them several times.
vi.setConfig({ testTimeout: 60_000 })

describe("a ticket on paper", () => {
  it.each([
    ["id", 80, 576],
    ["en", 80, 576],
    ["id", 58, 384],
    ["en", 58, 384],
  ] as const)(
    "in %s on %i mm is the paper that was looked at, with a code that can be read",
    (language, width, dots) => {
      const document = ticketPaper(ticket, { language, width })
      const tape = readTape(printerBytes(document, "escpos"), "escpos", dots)
      expect(dotsUnlikeKept(`ticket-${language}-${width}`, tape.paper)).toBe(0)
      expect(qrOnPaper(tape.paper)).toBe(link)
      expect(tape).toMatchObject({ cuts: 1, asked: 1 })
    },
  )

  it("is the same to the dot from a StarPRNT printer", () => {
    const document = ticketPaper(ticket, { language: "id", width: 80 })
    const epson = readTape(printerBytes(document, "escpos"), "escpos", 576)
    const star = readTape(printerBytes(document, "star"), "star", 576)
    expect(star).toEqual({ ...epson, asked: 2 })
  })

  it("says what the customer is told, in the customer's language", () => {
    expect(wordsOf("id")).toContain("Setoran & Tarik Tunai Diambil Jumat, 27 November, pukul 10.12")
    expect(wordsOf("id")).toContain("3 orang di depan Anda Dipanggil sekitar 10.20-10.40")
    expect(wordsOf("id")).toContain("berhak didahulukan")
    expect(wordsOf("en")).toContain(
      "3 people ahead of you Called around 10:20-10:40 Please have ready - Your passbook",
    )
    expect(wordsOf("en")).toContain("have the right to be served sooner")
    expect(wordsOf("en")).toContain("Thank you for banking with us.")
  })

  it("tells a customer who wished no loud call that the phone tells it", () => {
    const document = ticketPaper({ ...ticket, isDiscreet: true }, { language: "en", width: 80 })
    const { words } = readTape(printerBytes(document, "escpos"), "escpos", 576)
    expect(words.join(" ")).toContain("This number is not called in the hall.")
  })

  it("bears the bank's logo in place of its name", () => {
    const logo = new PNG({ width: 700, height: 160 })
    for (let at = 0; at < logo.data.length; at += 4) logo.data.set([0, 60, 50, at % 40 < 20 ? 255 : 0], at)
    const bitmap = bitmapOf(logo.data, logo.width, logo.height)
    const document = ticketPaper({ ...ticket, logo: bitmap }, { language: "id", width: 58 })
    const { words, paper } = readTape(printerBytes(document, "escpos"), "escpos", 384)
    expect(words[0]).toBe(demoPlan.name)
    expect(dotsUnlikeKept("ticket-logo-58", paper)).toBe(0)
  })

  it("keeps the longest number and the longest words on the narrowest paper", () => {
    const long = "Pembukaan Rekening Tabungan Rencana Pendidikan Anak dan Kesejahteraankeluargasangatpanjang"
    const document = ticketPaper(
      {
        ...ticket,
        number: "ZZ100000",
        serviceName: { id: long, en: long },
        bring: Array.from({ length: 12 }, () => ({ id: long, en: long })),
      },
      { language: "id", width: 58 },
    )
    const { words } = readTape(printerBytes(document, "escpos"), "escpos", 384)
    expect(words.join(" ")).toContain("Kesejahteraankeluarga")
  })

  it("has nothing of a plan's words that would be a command to a printer", () => {
    const nasty = '\u001B@{command:\\x1bp0}|=|^^^"_`~\\x1b\u0007{image:AAAA}\n---\n=='
    const document = ticketPaper({ ...ticket, text: { id: nasty, en: nasty } }, { language: "id", width: 80 })
    const tape = readTape(printerBytes(document, "escpos"), "escpos", 576)
    expect(tape.cuts).toBe(1)
    expect(tape.words.join(" ")).toContain('@{command:\\x1bp0}|=|^^^"_`~\\x1b {image:AAAA} --- ==')
  })

  it("is a picture too, which asks no other server for anything", () => {
    const picture = paperPicture(ticketPaper(ticket, { language: "id", width: 80 }))
    expect(picture).toContain('width="576px"')
    expect(picture.replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|@import/)
  })
})

describe("the words of a ticket on paper", () => {
  it("are broken between words, and a word that is longer than the line is cut", () => {
    expect(broken("satu dua tiga", 8)).toEqual(["satu dua", "tiga"])
    expect(broken("abcdefghij kl", 4)).toEqual(["abcd", "efgh", "ij", "kl"])
    expect(broken("", 10)).toEqual([])
  })

  it("are letters that a printer has", () => {
    expect(printable("10.25–10.40\u00A0“ya”…\u200B\t•")).toBe('10.25-10.40 "ya"... *')
  })
})

describe("the number", () => {
  it("is as large as the paper carries, however long it is", () => {
    const short = numberBitmap("A042", 552, 176)
    expect(short.height).toBeGreaterThan(160)
    expect(numberBitmap("AB1000", 552, 176).width).toBeLessThanOrEqual(552)
    expect(numberBitmap("ZZ100000", 360, 176).width).toBeLessThanOrEqual(360)
  })
})

function wordsOf(language: "id" | "en"): string {
  const document = ticketPaper(ticket, { language, width: 80 })
  return readTape(printerBytes(document, "escpos"), "escpos", 576).words.join(" ")
}
