import type { PhraseBook } from "@giliran/client/phrases"

/** A teller's own sign-in at the desk. */
export const dutyPhrases = {
  title: { id: "Masuk untuk bertugas", en: "Sign in for duty" },
  again: { id: "Masuk lagi untuk melanjutkan", en: "Sign in again to go on" },
  againWithTicket: {
    id: (number: string) => `Sesi Anda berakhir karena tidak dipakai. ${number} tetap di loket ini.`,
    en: (number: string) =>
      `Your session ended because nothing was done. ${number} is still at this counter.`,
  },
  againLine: {
    id: "Sesi Anda berakhir karena tidak dipakai. Loket ini tetap terbuka.",
    en: "Your session ended because nothing was done. This counter is still open.",
  },
  whichBranch: { id: "Pilih cabang Anda hari ini", en: "Choose your branch of today" },
  notHere: { id: "Peran Anda tidak bekerja di loket", en: "Your role does not work at a counter" },
  notHereLine: {
    id: "Masuk sebagai petugas lain, atau buka kantor cabang.",
    en: "Sign in as somebody else, or open the branch office.",
  },
  totpFirst: { id: "Siapkan autentikator Anda dahulu", en: "Set up your authenticator first" },
  totpFirstLine: {
    id: "Peran Anda memerlukannya. Kantor cabang menunjukkan caranya.",
    en: "Your role asks for it. The branch office shows you how.",
  },
  toOffice: { id: "Buka kantor cabang", en: "Open the branch office" },
  onDuty: { id: "Bertugas", en: "On duty" },
  signOut: { id: "Keluar", en: "Sign out" },
  signOutLine: {
    id: "Tutup loket ini juga? Jika tetap terbuka, nomor yang sedang dilayani menunggu Anda di sini.",
    en: "Close this counter as well? If it stays open, the ticket in hand waits for you here.",
  },
  closeAndOut: { id: "Tutup loket dan keluar", en: "Close the counter and sign out" },
  leaveAndOut: { id: "Keluar, loket tetap terbuka", en: "Sign out, leave it open" },
  titleAt: {
    id: (counter: string) => `Masuk untuk bertugas di Loket ${counter}`,
    en: (counter: string) => `Sign in for duty at counter ${counter}`,
  },
  withAccount: { id: "Masuk dengan akun saya saja", en: "Just sign in with my account" },
  pairInstead: { id: "Jadikan ini layar cabang", en: "Make this a screen of the branch" },
} as const satisfies PhraseBook
