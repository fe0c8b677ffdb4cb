import type { PhraseBook } from "@giliran/client/phrases"
import type { WaitCause } from "@giliran/contract/basics"

export const ticketPhrases = {
  yourNumber: { id: "Nomor Anda", en: "Your number" },
  peopleAhead: {
    id: (count: number) => `${count} orang di depan Anda`,
    en: (count: number) => (count === 1 ? "1 person ahead of you" : `${count} people ahead of you`),
  },
  youAreNext: { id: "Berikutnya giliran Anda", en: "You are next" },
  calledAround: {
    id: (window: string) => `Sekitar pukul ${window}`,
    en: (window: string) => `Around ${window}`,
  },
  calledSoon: { id: "Sebentar lagi dipanggil", en: "You will be called any moment" },
  stayNear: { id: "Silakan menunggu di dekat ruang tunggu.", en: "Please stay near the waiting hall." },
  nowCalled: { id: "Giliran Anda", en: "It is your turn" },
  counter: { id: "Loket", en: "Counter" },
  goNow: { id: "Silakan menuju loket sekarang", en: "Please go to the counter now" },
  calledAgain: { id: "Ini panggilan ulang", en: "You are being called again" },
  serving: { id: "Anda sedang dilayani", en: "You are being served" },
  parked: {
    id: "Tiket Anda disisihkan sebentar. Petugas loket akan memanggil Anda lagi.",
    en: "Your ticket is set aside for a moment. The counter will call you again.",
  },
  confirming: { id: "Nomor Anda sedang disiapkan", en: "Your number is being made ready" },
  parkedTitle: { id: "Mohon tunggu sebentar", en: "Please wait a moment" },
  missedTitle: { id: "Panggilan Anda terlewat", en: "You missed your call" },
  missedLine: {
    id: (time: string) => `Tidak apa-apa. Anda bisa kembali ke antrean sampai pukul ${time}.`,
    en: (time: string) => `That is all right. You can return to the queue until ${time}.`,
  },
  missedLate: {
    id: "Waktu untuk kembali sudah lewat. Silakan temui petugas kami.",
    en: "The time to return has passed. Please see our staff.",
  },
  returnToQueue: { id: "Kembali ke antrean", en: "Return to the queue" },
  withdraw: { id: "Batalkan nomor", en: "Give up my number" },
  withdrawTitle: {
    id: (number: string) => `Batalkan ${number}?`,
    en: (number: string) => `Give up ${number}?`,
  },
  withdrawLine: {
    id: "Tempat Anda diberikan kepada yang berikutnya. Nomor ini tidak bisa dipakai lagi.",
    en: "Your place goes to the next person. This number cannot be used again.",
  },
  withdrawYes: { id: "Ya, batalkan", en: "Yes, give it up" },
  keep: { id: "Tetap menunggu", en: "Keep my place" },
  bring: { id: "Yang perlu disiapkan", en: "Please have ready" },
  cost: { id: "Biaya", en: "Cost" },
  thenServices: { id: "Setelah ini", en: "After this" },
  soundOff: { id: "Nyalakan suara panggilan", en: "Turn on the call sound" },
  soundOn: { id: "Suara menyala", en: "Sound is on" },
  soundLine: {
    id: "Kami bunyikan dan getarkan ponsel saat giliran Anda. Biarkan halaman ini terbuka.",
    en: "Your phone will chime and vibrate at your turn. Keep this page open.",
  },
  tellMe: { id: "Beri tahu saya lewat telepon", en: "Tell me by phone" },
  tellMeWhy: { id: "Untuk apa nomor Anda dipakai", en: "What your number is used for" },
  yourPhone: { id: "Nomor telepon Anda", en: "Your phone number" },
  keptUntil: {
    id: (moment: string) => `Disimpan sampai ${moment}, lalu dihapus. Anda bisa menghapusnya kapan saja.`,
    en: (moment: string) => `Kept until ${moment}, then deleted. You can delete it at any time.`,
  },
  agree: { id: "Setuju dan simpan nomor", en: "Agree and keep my number" },
  notNow: { id: "Tidak jadi", en: "Not now" },
  phoneKept: {
    id: (end: string) => (end === "" ? "Nomor Anda kami simpan" : `Nomor berakhiran ${end} kami simpan`),
    en: (end: string) => (end === "" ? "We keep your number" : `We keep your number ending in ${end}`),
  },
  deletePhone: { id: "Hapus nomor saya", en: "Delete my number" },
  phoneDeleted: { id: "Nomor Anda sudah dihapus.", en: "Your number has been deleted." },
  thanksTitle: { id: "Terima kasih", en: "Thank you" },
  thanksFinished: { id: "Senang bisa melayani Anda.", en: "It was a pleasure to serve you." },
  thanksWithdrawn: {
    id: "Nomor Anda sudah dibatalkan. Sampai bertemu lagi.",
    en: "Your number has been given up. See you again.",
  },
  thanksExpired: {
    id: "Hari layanan sudah berakhir. Silakan ambil nomor baru di kunjungan berikutnya.",
    en: "The business day has ended. Please take a new number on your next visit.",
  },
  voidedTitle: { id: "Nomor ini tidak berlaku", en: "This number does not count" },
  voidedLine: {
    id: "Tiketnya tidak jadi dicetak. Silakan ambil nomor baru, atau temui petugas kami.",
    en: "Its ticket was not printed. Please take a new number, or see our staff.",
  },
  nothingTitle: { id: "Tidak ada tiket di sini", en: "There is no ticket here" },
  nothingLine: {
    id: "Tiket ini sudah selesai, atau tautannya tidak lengkap. Silakan ambil nomor di kiosk.",
    en: "This ticket has ended, or the link is not complete. Please take a number at the kiosk.",
  },
  opening: { id: "Membuka tiket Anda", en: "Opening your ticket" },
  otherLanguage: { id: "English", en: "Bahasa Indonesia" },
} as const satisfies PhraseBook

/** Why the range moved: one calm line, and nobody's fault. */
export const causePhrases = {
  "counter-closed": {
    id: "Satu loket tutup, jadi perkiraannya bergeser.",
    en: "A counter has closed, so the estimate has moved.",
  },
  "others-first": {
    id: "Ada nasabah yang berhak didahulukan, jadi perkiraannya bergeser.",
    en: "Customers who go first have come, so the estimate has moved.",
  },
  "longer-services": {
    id: "Pelayanan sedikit lebih lama dari biasanya.",
    en: "Services are taking a little longer than usual.",
  },
} as const satisfies Record<WaitCause, { readonly id: string; readonly en: string }>
