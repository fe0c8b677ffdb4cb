import type { Instant } from "@giliran/contract/basics"
import type {
  DeviceState,
  DeviceTrouble,
  HealthReport,
  PageHealth,
  PrinterHealth,
  SoundHealth,
} from "@giliran/contract/device-health"
import type { NamedHealth } from "./device-health-table.ts"

/** A screen that is there is written down twice within this long; one that is not has been switched off, or lost its way. */
const hereMs = 75_000
/** That a page stood still is worth a look for this long. */
const recoveredMs = 60 * 60_000

type Words = DeviceTrouble["words"]

/** What the last report comes to now. */
export function stateOf({ report, heardAt, isPaired }: NamedHealth, now: Instant): DeviceState {
  const isHere = now - heardAt < hereMs
  // What it said before it went says nothing of it now. Whoever opened a screen by a link may close it again.
  if (!isHere) return { report, heardAt, isHere, troubles: isPaired ? [notHeard] : [] }
  return { report, heardAt, isHere, troubles: troublesIn(report, now) }
}

const notHeard: DeviceTrouble = {
  what: "not-heard",
  words: { id: "tidak terhubung", en: "is not connected" },
}

function troublesIn({ sound, printer, page }: HealthReport, now: Instant): DeviceTrouble[] {
  const found = [
    { what: "sound" as const, words: sound ? wordsOfSound(sound) : null },
    { what: "printer" as const, words: printer ? wordsOfPrinter(printer) : null },
    { what: "page" as const, words: page ? wordsOfPage(page, now) : null },
  ]
  return found.flatMap(({ what, words }) => (words ? [{ what, words }] : []))
}

/** Null is well. */
function wordsOfSound(sound: SoundHealth): Words | null {
  switch (sound.status) {
    case "on":
    case "off":
      return null
    case "muted":
      return { id: "suara mati, sentuh layarnya sekali", en: "sound is off, touch its screen once" }
    case "no-voice":
      return {
        id: `tidak ada suara untuk bahasa ${sound.language}`,
        en: `has no voice for the language ${sound.language}`,
      }
    case "failed":
      return { id: "suara gagal, periksa pengeras suara", en: "sound fails, look at its loudspeaker" }
  }
}

function wordsOfPrinter({ status }: PrinterHealth): Words | null {
  switch (status) {
    case "ready":
      return null
    case "paper-low":
      return { id: "kertas hampir habis", en: "paper is low" }
    case "paper-out":
      return { id: "kertas habis", en: "is out of paper" }
    case "cover-open":
      return { id: "tutup printer terbuka", en: "printer's cover is open" }
    case "offline":
      return { id: "printer tidak terhubung", en: "printer is not connected" }
    case "failed":
      return { id: "printer gagal mencetak", en: "printer fails" }
  }
}

function wordsOfPage(page: PageHealth, now: Instant): Words | null {
  if (page.status === "well" || now - page.at > recoveredMs) return null
  return { id: "sempat macet dan dimuat ulang", en: "stood still and was loaded again" }
}
