import type { ActWords, About } from "./audit-acts.ts"
import type { Words } from "./office-phrases.ts"

/** The queue's own events, as the audit says them. Of a ticket, its number where the event has it: who it was for is nowhere. */
export const queueEvents: Readonly<Record<string, ActWords>> = {
  "day-opened": event("Hari dibuka", "Day opened", "membuka hari layanan", "opened the business day"),
  "day-closed": event("Hari ditutup", "Day closed", "menutup hari layanan", "closed the business day"),
  "plan-changed": event(
    "Rencana diubah",
    "Plan changed",
    "mengubah rencana cabang",
    "changed the branch's plan",
  ),
  "forecast-learned": event(
    "Perkiraan belajar",
    "Forecast learned",
    "memperbarui perkiraan waktu tunggu",
    "brought the wait forecast up to date",
  ),
  "ticket-taken": event("Nomor diambil", "Ticket taken", "mengambil nomor", "took a ticket"),
  "ticket-reserved": event("Nomor disiapkan", "Number reserved", "menyiapkan nomor", "reserved a number"),
  "ticket-voided": event("Nomor hangus", "Number voided", "menghanguskan nomor", "voided a number"),
  "ticket-called": event("Nomor dipanggil", "Ticket called", "memanggil nomor", "called a ticket"),
  "ticket-recalled": event("Dipanggil ulang", "Recalled", "memanggil ulang nomor", "called a ticket again"),
  "call-undone": event("Panggilan dibatalkan", "Call undone", "membatalkan panggilan", "undid a call"),
  "serving-started": event(
    "Mulai dilayani",
    "Serving started",
    "mulai melayani nomor",
    "began to serve a ticket",
  ),
  "ticket-finished": event("Nomor selesai", "Ticket finished", "menyelesaikan nomor", "finished a ticket"),
  "ticket-moved-on": event(
    "Nomor diteruskan",
    "Ticket moved on",
    "meneruskan nomor ke layanan berikutnya",
    "moved a ticket on to its next service",
  ),
  "ticket-missed": event("Tidak hadir", "No-show", "menandai nomor tidak hadir", "marked a no-show"),
  "ticket-returned": event(
    "Nomor kembali",
    "Ticket returned",
    "mengembalikan nomor ke antrean",
    "returned a ticket to the queue",
  ),
  "ticket-parked": event("Nomor diparkir", "Ticket parked", "memarkir nomor", "parked a ticket"),
  "ticket-resumed": event(
    "Nomor dilanjutkan",
    "Ticket resumed",
    "melanjutkan nomor yang diparkir",
    "resumed a parked ticket",
  ),
  "ticket-transferred": event(
    "Nomor dipindahkan",
    "Ticket transferred",
    "memindahkan nomor",
    "transferred a ticket",
  ),
  "ticket-released": event(
    "Nomor dilepas",
    "Ticket released",
    "melepas nomor ke antrean layanannya",
    "released a ticket to its service",
  ),
  "ticket-reclassed": event(
    "Kelas diubah",
    "Class changed",
    "mengubah kelas sebuah nomor",
    "changed a ticket's class",
  ),
  "ticket-withdrawn": event("Nomor dibatalkan", "Ticket withdrawn", "membatalkan nomor", "withdrew a ticket"),
  "ticket-expired": event(
    "Nomor berakhir",
    "Ticket expired",
    "mengakhiri nomor bersama harinya",
    "ended a ticket with its day",
  ),
  "counter-opened": event("Loket dibuka", "Counter opened", "membuka", "opened"),
  "counter-paused": event("Loket jeda", "Counter paused", "menjeda", "paused"),
  "counter-resumed": event("Loket dilanjutkan", "Counter resumed", "melanjutkan", "resumed"),
  "counter-closed": event("Loket ditutup", "Counter closed", "menutup", "closed"),
}

function event(choiceId: string, choiceEn: string, id: string, en: string): ActWords {
  const choice: Words = { id: choiceId, en: choiceEn }
  return {
    choice,
    said: (about, language) => {
      const number = about.word("number")
      return `${language === "id" ? id : en}${number && ` ${number}`}${whereOf(about, language === "id", choiceEn)}`
    },
  }
}

function whereOf(about: About, isIndonesian: boolean, choice: string): string {
  const counter = about.word("counterId")
  if (!counter) return ""
  const name = isIndonesian ? `Loket ${counter}` : `counter ${counter}`
  // Of a counter itself it is what was opened; of a ticket it is where.
  if (choice.startsWith("Counter")) return ` ${name}`
  return isIndonesian ? ` di ${name}` : ` at ${name}`
}
