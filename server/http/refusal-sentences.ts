import type { Instant } from "@giliran/contract/basics"
import type { Plan } from "@giliran/contract/plan"
import type { ProblemCode, Refusal, RefusalName } from "@giliran/contract/refusals"
import type { TicketStatus } from "@giliran/contract/ticket"
import type { SpokenLanguage } from "./caller-language.ts"
import { sayFrom } from "./moment-words.ts"

/** What a sentence may speak of. */
export interface SpokenOf {
  readonly plan: Plan
  readonly now: Instant
  readonly language: SpokenLanguage
}

type Sentences = Readonly<Record<SpokenLanguage, string>>

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

/** Every other no. */
export const problemSentences = {
  "unknown-branch": {
    id: "Cabang ini tidak dikenal. Periksa kembali alamatnya.",
    en: "There is no such branch. Please check the address.",
  },
  "unknown-ticket": {
    id: "Nomor ini tidak ditemukan pada hari layanan ini. Silakan ambil nomor baru, atau tanya petugas.",
    en: "There is no such ticket today. Please take a new one, or ask our staff.",
  },
  "unknown-counter": {
    id: "Loket ini tidak ada di cabang kami. Silakan pilih loket lain.",
    en: "This branch has no such counter. Please choose another.",
  },
  "bad-request": {
    id: "Permintaan ini belum bisa dibaca. Periksa isinya, lalu coba lagi.",
    en: "The request could not be read. Please check it and try again.",
  },
  "body-too-large": {
    id: "Isi permintaan terlalu besar: paling banyak 64 kB.",
    en: "The request's body is too large: 64 kB at most.",
  },
  "not-signed-in": {
    id: "Layar ini belum masuk. Hubungkan kembali layar ini, atau hubungi petugas.",
    en: "This screen is not signed in. Please pair it again, or ask our staff.",
  },
  "not-allowed": {
    id: "Anda tidak berwenang melakukan ini. Hubungi petugas yang berwenang.",
    en: "You are not allowed to do this. Please ask somebody who is.",
  },
  "not-found": {
    id: "Tidak ada apa-apa di alamat ini.",
    en: "There is nothing at this address.",
  },
  "key-reused": {
    id: "Idempotency-Key ini sudah dipakai untuk permintaan lain. Gunakan kunci baru untuk setiap permintaan.",
    en: "This Idempotency-Key was used for another request. Use a new key for each request.",
  },
  "already-done": {
    id: "Permintaan ini sudah dikerjakan, dan jawabannya hanya ditampilkan sekali.",
    en: "This was done already, and its answer is shown only once.",
  },
  "proof-expired": {
    id: "Pemeriksaan nasabah sudah kedaluwarsa atau sudah dipakai. Silakan periksa sekali lagi, atau tanya petugas.",
    en: "The customer check has expired or was used. Please check once more, or ask our staff.",
  },
  "proof-needed": {
    id: "Untuk antrean prioritas, silakan tunjukkan kartu atau nomor nasabah Anda dahulu, atau tanya petugas.",
    en: "For the priority queue, please show your card or member number first, or ask our staff.",
  },
  "too-many-checks": {
    id: "Pemeriksaan sedang sering dicoba. Mohon tunggu sebentar, atau ambil nomor biasa; petugas kami siap membantu.",
    en: "There were many checks just now. Please wait a moment, or take a regular ticket; our staff will gladly help.",
  },
  "too-many-requests": {
    id: "Terlalu banyak permintaan dalam waktu singkat. Mohon tunggu sebentar, lalu coba lagi.",
    en: "There were many requests in a short time. Please wait a moment and try again.",
  },
  "cross-site": {
    id: "Permintaan ini datang dari halaman lain. Buka halaman kantor ini langsung, lalu coba lagi.",
    en: "This request came from another site's page. Open this page itself and try again.",
  },
  "sign-in-failed": {
    id: "Belum bisa masuk dengan data ini. Periksa kembali, tunggu beberapa menit, atau hubungi manajer cabang.",
    en: "This did not sign you in. Check what you typed, wait a few minutes, or ask the branch's manager.",
  },
  "code-needed": {
    id: "Masukkan enam angka dari aplikasi autentikator Anda.",
    en: "Enter the six digits of your authenticator.",
  },
  "new-password-needed": {
    id: "Rahasia sekali pakai ini perlu diganti dengan kata sandi Anda sendiri.",
    en: "Replace this one-time secret with a password of your own.",
  },
  "password-too-weak": {
    id: "Kata sandi ini mudah ditebak. Pakai kalimat yang panjang: 15 huruf atau lebih.",
    en: "This password is easily guessed. Use a long sentence: 15 characters or more.",
  },
  "totp-needed": {
    id: "Siapkan aplikasi autentikator dahulu: peran Anda memerlukannya.",
    en: "Set up your authenticator first: your role asks for it.",
  },
  "fresh-sign-in-needed": {
    id: "Untuk ini, buktikan sekali lagi bahwa ini Anda.",
    en: "For this, please prove once more that it is you.",
  },
  "unknown-staff": {
    id: "Petugas ini tidak ada di daftar.",
    en: "There is nobody of this name on the list.",
  },
  "staff-exists": {
    id: "Nama masuk ini sudah dipakai. Pilih yang lain.",
    en: "This sign-in name is taken. Choose another.",
  },
  "last-admin": {
    id: "Ini admin terakhir bank. Tunjuk admin lain dahulu.",
    en: "This is the bank's last admin. Name another one first.",
  },
  "unknown-key": {
    id: "Kunci ini tidak ada di daftar.",
    en: "There is no such key on the list.",
  },
  "unknown-printer": {
    id: "Tidak ada pencetak dengan nama ini dalam rencana cabang.",
    en: "There is no printer of this name in the branch's plan.",
  },
  "unknown-device": {
    id: "Layar ini tidak ada di daftar.",
    en: "There is no such screen on the list.",
  },
  "help-over": {
    id: "Permintaan bantuan ini sudah selesai.",
    en: "This request for help is over.",
  },
  "pin-not-set": {
    id: "Cabang ini belum punya PIN untuk pengaturan layar.",
    en: "This branch has no PIN for the settings of its screens yet.",
  },
  "pin-wrong": {
    id: "PIN ini salah.",
    en: "That PIN is wrong.",
  },
  "pairing-pending": {
    id: "Menunggu manajer cabang menyetujui layar ini.",
    en: "Waiting for the branch's manager to approve this screen.",
  },
  "pairing-too-fast": {
    id: "Layar ini bertanya terlalu sering. Mohon tunggu beberapa detik.",
    en: "This screen asks too often. Please wait a few seconds.",
  },
  "pairing-over": {
    id: "Kode ini sudah tidak berlaku. Minta kode baru di layar itu.",
    en: "This code is no longer good. Ask for a new one on that screen.",
  },
  "pairing-refused": {
    id: "Kode ini tidak bisa dipakai. Periksa kembali kode di layar itu.",
    en: "This code cannot be used. Check the code on that screen.",
  },
  "phone-unreadable": {
    id: "Nomor telepon ini belum lengkap atau belum benar. Tulis seperti 0812-3456-7890, atau dengan +kode negara.",
    en: "This phone number is not complete or not right. Write it like 0812-3456-7890, or with +country code.",
  },
  "nothing-held": {
    id: "Tidak ada data yang disimpan tentang ini di cabang ini.",
    en: "Nothing is held about this in this branch.",
  },
  "ledger-away": {
    id: "Antrean sedang tidak bisa dicatat, jadi belum ada yang berubah. Silakan coba lagi sebentar.",
    en: "The queue cannot be written down at the moment, so nothing has changed. Please try again shortly.",
  },
  unexpected: {
    id: "Terjadi sesuatu yang tidak kami duga. Silakan coba lagi, atau hubungi petugas.",
    en: "Something unexpected happened. Please try again, or ask our staff.",
  },
} as const satisfies Readonly<
  Record<
    | Exclude<ProblemCode, RefusalName>
    | "unknown-branch"
    | "unknown-ticket"
    | "unknown-counter"
    | "proof-expired",
    Sentences
  >
>

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
