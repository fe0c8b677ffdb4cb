import type { PhraseBook } from "@giliran/client/phrases"
import type { Words } from "./office-phrases.ts"

/** Keys of the bank's own scripts. */
export const keysPhrases = {
  title: { id: "Kunci API", en: "API keys" },
  line: {
    id: "Untuk program milik bank. Setiap kunci hanya untuk satu cabang dan satu peran.",
    en: "For the bank's own programs. Each key is for one branch and one role.",
  },
  make: { id: "Buat kunci", en: "Make a key" },
  none: { id: "Belum ada kunci", en: "No keys yet" },
  noneLine: {
    id: "Buat satu kunci untuk setiap program, supaya dapat dicabut sendiri-sendiri.",
    en: "Make one key for each program, so that each can be revoked by itself.",
  },
  label: { id: "Untuk apa", en: "What it is for" },
  labelHint: { id: "Misalnya: gudang data pusat", en: "For example: the data warehouse" },
  fillIn: { id: "Tulis untuk apa kunci ini.", en: "Say what this key is for." },
  role: { id: "Bekerja sebagai", en: "Works as" },
  scopes: { id: "Boleh apa saja", en: "What it may do" },
  allScopes: { id: "Semua yang boleh dilakukan peran itu", en: "Everything that the role may do" },
  someScopes: { id: "Hanya sebagian", en: "Only some of it" },
  chooseScope: { id: "Pilih setidaknya satu.", en: "Choose at least one." },
  everything: { id: "Semua hak peran", en: "Everything of the role" },
  shownTitle: { id: "Kunci baru", en: "A new key" },
  shownAbout: {
    id: (label: string) => `“${label}”. Simpan di tempat rahasia program itu, bukan di kodenya.`,
    en: (label: string) => `“${label}”. Keep it where that program keeps secrets, not in its code.`,
  },
  made: { id: (when: string) => `Dibuat ${when}`, en: (when: string) => `Made ${when}` },
  revoke: { id: "Cabut", en: "Revoke" },
  revokeOf: { id: (label: string) => `Cabut ${label}`, en: (label: string) => `Revoke ${label}` },
  revokeTitle: { id: (label: string) => `Cabut “${label}”?`, en: (label: string) => `Revoke “${label}”?` },
  revokeLine: {
    id: "Program yang memakainya langsung ditolak. Kunci yang dicabut tidak dapat dipakai lagi.",
    en: "The program that uses it is turned away at once. A revoked key never works again.",
  },
  revokeVerb: { id: "Cabut kunci ini", en: "Revoke this key" },
  revokedNow: {
    id: (label: string) => `“${label}” sudah dicabut.`,
    en: (label: string) => `“${label}” is revoked.`,
  },
  revokedList: {
    id: (count: number) => `Sudah dicabut (${count})`,
    en: (count: number) => `Revoked (${count})`,
  },
  revokedAt: { id: (when: string) => `Dicabut ${when}`, en: (when: string) => `Revoked ${when}` },
} as const satisfies PhraseBook

/** What a key can be narrowed to, by the server's own names. */
export const scopeWords: Readonly<Record<string, Words>> = {
  "take-ticket": { id: "Mengambil nomor", en: "Take tickets" },
  "confirm-ticket": { id: "Memastikan nomor yang dicetak", en: "Confirm printed numbers" },
  "void-ticket": { id: "Menghanguskan nomor", en: "Void numbers" },
  "choose-class": { id: "Memilih kelas tanpa bukti", en: "Choose a class without proof" },
  "check-customer": { id: "Memeriksa nasabah prioritas", en: "Check priority customers" },
  "withdraw-ticket": { id: "Membatalkan nomor", en: "Withdraw tickets" },
  "return-ticket": { id: "Mengembalikan nomor", en: "Return tickets" },
  "reclass-ticket": { id: "Mengubah kelas", en: "Change a class" },
  "work-ticket": { id: "Melayani nomor", en: "Serve tickets" },
  "work-counter": { id: "Membuka loket dan memanggil", en: "Open counters and call" },
  "see-ticket": { id: "Melihat nomor", en: "See tickets" },
  "see-kiosk": { id: "Melihat isi kiosk", en: "See the kiosk's view" },
  "see-display": { id: "Melihat isi layar panggilan", en: "See the display's view" },
  "see-counter": { id: "Melihat isi loket", en: "See a counter's view" },
  "see-counters": { id: "Melihat daftar loket", en: "See the list of counters" },
  "see-reason": { id: "Melihat alasan panggilan", en: "See why a ticket was called" },
  "see-advice": { id: "Melihat saran loket", en: "See which counter to open" },
  "see-reports": { id: "Melihat laporan", en: "See the reports" },
  "see-health": { id: "Melihat keadaan server", en: "See the server's health" },
  "see-plan": { id: "Melihat rencana cabang", en: "See the plan" },
  "see-events": { id: "Melihat semua peristiwa", en: "See every event" },
  "change-plan": { id: "Mengubah rencana cabang", en: "Change the plan" },
}
