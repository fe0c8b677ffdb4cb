import type { ProblemCode, RefusalName } from "@giliran/contract/refusals"
import type { SpokenLanguage } from "./caller-language.ts"

export type Sentences = Readonly<Record<SpokenLanguage, string>>

/** Every no that is no refusal of a command, as a person would say it: what happened, and what to do. */
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
