import type { Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { Refusal, RefusalName } from "@giliran/contract/refusals"
import type { TicketStatus } from "@giliran/contract/ticket"
import type { SpokenLanguage } from "./caller-language.ts"
import { sayFrom } from "./moment-words.ts"
import { problemSentences, type Sentences } from "./problem-sentences.ts"

/** What a sentence may speak of. */
export interface SpokenOf {
  readonly plan: Plan
  readonly now: Instant
  readonly language: SpokenLanguage
}

/** Every refusal, as a person would say it: what happened, and what to do. */
export function sentenceOf(refusal: Refusal, of: SpokenOf): string {
  const sentence: (refusal: never, of: SpokenOf) => Sentences = refusalSentences[refusal.refused]
  return sentence(refusal as never, of)[of.language]
}

const refusalSentences: {
  readonly [Name in RefusalName]: (refusal: Refusal & { readonly refused: Name }, of: SpokenOf) => Sentences
} = {
  "unknown-branch": () => problemSentences["unknown-branch"],
  "unknown-service": () => ({
    id: "Layanan ini tidak ada di cabang kami. Silakan pilih layanan lain, atau tanya petugas.",
    en: "This branch does not offer that service. Please choose another, or ask our staff.",
  }),
  "unknown-ticket": () => problemSentences["unknown-ticket"],
  "unknown-counter": () => problemSentences["unknown-counter"],
  "unknown-teller": () => ({
    id: "Petugas tersebut sedang tidak membuka loket. Silakan pilih petugas, loket, atau layanan lain.",
    en: "That teller has no counter open. Please choose another teller, counter or service.",
  }),
  "unknown-pause-reason": () => ({
    id: "Alasan jeda ini tidak ada di daftar cabang. Silakan pilih alasan dari daftar.",
    en: "That pause reason is not on the branch's list. Please choose one from the list.",
  }),
  "day-closed": () => ({
    id: "Hari layanan sedang ditutup. Silakan coba lagi sebentar, atau hubungi petugas.",
    en: "The business day is closed. Please try again in a moment, or ask our staff.",
  }),
  "day-already-open": () => ({
    id: "Hari layanan ini sudah dibuka. Tidak ada yang perlu dilakukan.",
    en: "This business day is already open. There is nothing to do.",
  }),
  "branch-closed": ({ opensAt }, of) => ({
    id: `Cabang sedang tutup. ${comeBack(opensAt, of).id}`,
    en: `The branch is closed. ${comeBack(opensAt, of).en}`,
  }),
  "taking-paused": () => ({
    id: "Pengambilan nomor dihentikan sementara. Mohon tunggu sebentar, atau hubungi petugas.",
    en: "Tickets are paused for the moment. Please wait a little, or ask our staff.",
  }),
  "service-closed": ({ opensAt }, of) => ({
    id: `Layanan ini sedang tutup. ${comeBack(opensAt, of).id}`,
    en: `This service is closed. ${comeBack(opensAt, of).en}`,
  }),
  "service-paused": () => ({
    id: "Layanan ini dihentikan sementara. Silakan pilih layanan lain, atau tanya petugas.",
    en: "This service is paused for the moment. Please choose another, or ask our staff.",
  }),
  "service-full": ({ opensAt }, of) => ({
    id: `Layanan ini sudah penuh hari ini. ${comeBack(opensAt, of).id}`,
    en: `This service is full for today. ${comeBack(opensAt, of).en}`,
  }),
  "ticket-already-taken": () => ({
    id: "Nomor ini sudah diambil. Silakan ambil nomor baru.",
    en: "This ticket was taken already. Please take a new one.",
  }),
  "ticket-has-class": () => ({
    id: "Nomor ini sudah berada di kelas tersebut. Tidak ada yang perlu diubah.",
    en: "This ticket has that class already. There is nothing to change.",
  }),
  "discreet-not-offered": () => ({
    id: "Cabang ini tidak menawarkan panggilan senyap. Silakan ambil nomor tanpa itu, atau tanya petugas.",
    en: "This branch does not offer discreet calls. Please take a number without it, or ask our staff.",
  }),
  "proof-expired": () => problemSentences["proof-expired"],
  "ticket-in-other-status": ({ status }) => ({
    id: `Ini tidak bisa dilakukan karena nomor tersebut ${statusWords[status].id}. Silakan lihat keadaannya yang terbaru.`,
    en: `This cannot be done because the ticket ${statusWords[status].en}. Please look at its newest state.`,
  }),
  "ticket-at-other-counter": ({ counterId }) => ({
    id: `Nomor ini sedang ditangani di Loket ${counterId}. Silakan hubungi petugas di sana.`,
    en: `This ticket is at counter ${counterId}. Please speak with the teller there.`,
  }),
  "ticket-not-for-counter": () => ({
    id: "Nomor ini ditujukan ke loket atau petugas lain. Alihkan dahulu bila ingin melayaninya di sini.",
    en: "This ticket is meant for another counter or teller. Transfer it first to serve it here.",
  }),
  "counter-closed": () => ({
    id: "Loket ini belum dibuka. Buka loket dahulu, lalu coba lagi.",
    en: "This counter is not open. Open it first, then try again.",
  }),
  "counter-paused": () => ({
    id: "Loket ini sedang jeda. Lanjutkan loket dahulu, lalu coba lagi.",
    en: "This counter is paused. Resume it first, then try again.",
  }),
  "counter-busy": () => ({
    id: "Loket ini masih menangani satu nomor. Selesaikan dahulu, lalu coba lagi.",
    en: "This counter still has a ticket in hand. Finish it first, then try again.",
  }),
  "counter-not-paused": () => ({
    id: "Loket ini tidak sedang jeda. Tidak ada yang perlu dilanjutkan.",
    en: "This counter is not paused. There is nothing to resume.",
  }),
  "counter-held": ({ teller }) => ({
    id: `Loket ini sedang digunakan ${teller.name}. Ambil alih bila memang giliran Anda, atau pilih loket lain.`,
    en: `${teller.name} is using this counter. Take it over if it is yours now, or choose another.`,
  }),
  "teller-at-other-counter": ({ counterId }) => ({
    id: `Anda masih membuka Loket ${counterId}. Tutup loket itu dahulu, lalu buka yang ini.`,
    en: `You still have counter ${counterId} open. Close it first, then open this one.`,
  }),
  "queue-empty": () => ({
    id: "Belum ada nasabah yang menunggu untuk loket ini.",
    en: "Nobody is waiting for this counter.",
  }),
  "recall-too-soon": ({ availableAt }, of) => ({
    id: `Nomor ini baru saja dipanggil. Panggil ulang ${afterSeconds(availableAt, of).id}.`,
    en: `This ticket was called a moment ago. Call it again ${afterSeconds(availableAt, of).en}.`,
  }),
  "undo-too-late": () => ({
    id: "Panggilan ini sudah terlalu lama untuk dibatalkan. Layani, alihkan, atau tandai tidak hadir.",
    en: "It is too late to undo this call. Serve the ticket, transfer it, or mark a no-show.",
  }),
  "return-too-late": () => ({
    id: "Batas waktu untuk kembali sudah lewat. Silakan ambil nomor baru, atau tanya petugas.",
    en: "The time to return has passed. Please take a new ticket, or ask our staff.",
  }),
  "contact-not-offered": () => ({
    id: "Cabang ini tidak meminta nomor telepon. Antrean Anda tetap berjalan tanpa itu.",
    en: "This branch asks for no phone number. Your ticket works without one.",
  }),
  "purpose-changed": () => ({
    id: "Keterangan untuk apa nomor Anda dipakai sudah berubah. Silakan baca sekali lagi, lalu putuskan.",
    en: "What your number would be used for has changed. Please read it once more, then decide.",
  }),
  "plan-invalid": ({ problem }) => ({
    id: `Rencana cabang ini belum bisa dipakai: ${problem}.`,
    en: `This plan cannot be used: ${problem}.`,
  }),
}

const statusWords: Readonly<Record<TicketStatus, Sentences>> = {
  reserved: { id: "sedang dicetak", en: "is being printed" },
  waiting: { id: "masih menunggu", en: "is still waiting" },
  called: { id: "sedang dipanggil", en: "is being called" },
  serving: { id: "sedang dilayani", en: "is being served" },
  parked: { id: "sedang ditunda di loket", en: "is set aside at a counter" },
  "no-show": { id: "tidak hadir saat dipanggil", en: "was called and nobody came" },
  finished: { id: "sudah selesai", en: "is finished" },
  withdrawn: { id: "sudah dibatalkan", en: "was withdrawn" },
  expired: { id: "sudah berakhir bersama hari layanannya", en: "ended with its business day" },
  voided: { id: "tidak jadi diberikan", en: "was never given out" },
}

function comeBack(opensAt: Instant | null, { plan, now, language }: SpokenOf): Sentences {
  if (opensAt === null) return { id: "Silakan tanya petugas.", en: "Please ask our staff." }
  const moment = sayFrom(opensAt, now, plan.zone, language)
  return {
    id: `Silakan coba ${moment}, atau tanya petugas.`,
    en: `Please try ${moment}, or ask our staff.`,
  }
}

function afterSeconds(moment: Instant, { now }: SpokenOf): Sentences {
  const seconds = Math.max(1, Math.ceil((moment - now) / 1000))
  return { id: `${seconds} detik lagi`, en: seconds === 1 ? "in a second" : `in ${seconds} seconds` }
}
