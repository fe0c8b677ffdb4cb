import type { PhraseBook } from "@giliran/client/phrases"
import type { BankRole, BranchRole, KeyRole } from "@giliran/contract/access"
import type { PageName } from "./pages.ts"

export type Words = { readonly id: string; readonly en: string }

/** The frame around every page of the branch office, and what all of them say. */
export const officePhrases = {
  office: { id: "Kantor cabang", en: "Branch office" },
  signInTitle: { id: "Masuk ke kantor cabang", en: "Sign in to the branch office" },
  signInAgain: { id: "Masuk lagi untuk melanjutkan", en: "Sign in again to go on" },
  signInAgainLine: {
    id: "Sesi Anda berakhir karena tidak dipakai. Yang sudah Anda ketik tetap ada.",
    en: "Your session ended because nothing was done. What you typed is still there.",
  },
  onceMore: {
    id: "Sesi Anda sempat berakhir. Tekan sekali lagi untuk melanjutkan.",
    en: "Your session had ended. Press once more to go on.",
  },
  opening: { id: "Sedang membuka", en: "Opening" },
  wholeBank: { id: "Seluruh bank", en: "The whole bank" },
  branch: { id: "Cabang", en: "Branch" },
  pages: { id: "Halaman", en: "Pages" },
  signOut: { id: "Keluar", en: "Sign out" },
  language: { id: "Bahasa", en: "Language" },
  look: { id: "Tampilan", en: "Appearance" },
  light: { id: "Terang", en: "Light" },
  dark: { id: "Gelap", en: "Dark" },
  contrast: { id: "Kontras", en: "Contrast" },
  nowhere: { id: "Tidak ada halaman untuk peran Anda", en: "There are no pages for your role" },
  nowhereLine: {
    id: "Peran Anda bekerja di loket. Di sini Anda dapat mengurus cara masuk Anda sendiri.",
    en: "Your role works at the counter. Here you can look after your own sign-in.",
  },
  toCounter: { id: "Buka loket", en: "Go to the counter" },
  loading: { id: "Sedang memuat", en: "Loading" },
  close: { id: "Tutup", en: "Close" },
  cancel: { id: "Batal", en: "Cancel" },
  save: { id: "Simpan", en: "Save" },
  copy: { id: "Salin", en: "Copy" },
  copied: { id: "Tersalin", en: "Copied" },
  print: { id: "Cetak", en: "Print" },
  done: { id: "Sudah saya simpan", en: "I have kept it" },
  onceLine: {
    id: "Ini hanya ditampilkan sekali. Setelah ditutup, tidak ada yang dapat melihatnya lagi.",
    en: "This is shown once. After it is closed, nobody can see it again.",
  },
  tryAgain: { id: "Coba lagi", en: "Try again" },
  readOnly: {
    id: "Anda dapat melihat semuanya dan tidak mengubah apa pun.",
    en: "You can see everything and change nothing.",
  },
  // Proving once more
  proveTitle: { id: "Buktikan sekali lagi", en: "Prove it once more" },
  proveLine: {
    id: "Untuk hal ini kami perlu yakin bahwa ini benar Anda. Setelah itu dilanjutkan dengan sendirinya.",
    en: "For this we need to be sure that it is you. It then goes on by itself.",
  },
  // Idle
  idleTitle: { id: "Anda masih di sini?", en: "Are you still there?" },
  idleLine: {
    id: (seconds: number) => `Sesi Anda berakhir ${seconds} detik lagi. Yang sudah Anda ketik tetap ada.`,
    en: (seconds: number) =>
      `Your session ends in ${seconds} ${seconds === 1 ? "second" : "seconds"}. What you typed will stay.`,
  },
  stay: { id: "Tetap masuk", en: "Stay signed in" },
} as const satisfies PhraseBook

export const pageWords: Readonly<Record<PageName, Words>> = {
  screens: { id: "Layar", en: "Screens" },
  staff: { id: "Petugas", en: "Staff" },
  audit: { id: "Audit", en: "Audit" },
  keys: { id: "Kunci API", en: "API keys" },
  account: { id: "Akun saya", en: "My account" },
}

export const roleWords: Readonly<Record<BranchRole | BankRole | KeyRole, Words>> = {
  teller: { id: "Teller", en: "Teller" },
  greeter: { id: "Penyambut", en: "Greeter" },
  supervisor: { id: "Supervisor", en: "Supervisor" },
  manager: { id: "Manajer", en: "Manager" },
  admin: { id: "Admin bank", en: "Bank admin" },
  auditor: { id: "Auditor", en: "Auditor" },
  kiosk: { id: "Kiosk", en: "Kiosk" },
  display: { id: "Layar panggilan", en: "Display" },
}
