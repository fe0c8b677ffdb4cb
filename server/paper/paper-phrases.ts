import type { PhraseBook } from "@giliran/client/phrases"

/** What a ticket on paper says. Plain letters: a thermal printer has no others. */
export const paperPhrases = {
  yourNumber: { id: "NOMOR ANDA", en: "YOUR NUMBER" },
  takenAt: {
    id: (day: string, time: string) => `Diambil ${day}, pukul ${time}`,
    en: (day: string, time: string) => `Taken ${day}, ${time}`,
  },
  peopleAhead: {
    id: (count: number) => `${count} orang di depan Anda`,
    en: (count: number) => (count === 1 ? "1 person ahead of you" : `${count} people ahead of you`),
  },
  youAreNext: { id: "Anda berikutnya", en: "You are next" },
  calledAround: {
    id: (window: string) => `Dipanggil sekitar ${window}`,
    en: (window: string) => `Called around ${window}`,
  },
  calledSoon: { id: "Sebentar lagi dipanggil", en: "Called any moment now" },
  bring: { id: "Mohon siapkan", en: "Please have ready" },
  cost: { id: "Biaya", en: "Cost" },
  scan: {
    id: "Pindai untuk mengikuti giliran Anda di ponsel.",
    en: "Scan to follow your turn on your phone.",
  },
  scanDiscreet: {
    id: "Nomor ini tidak dipanggil di ruang tunggu. Pindai: ponsel Anda yang memberi tahu.",
    en: "This number is not called in the hall. Scan: your phone will tell you.",
  },
  rights: {
    id: "Lansia, penyandang disabilitas, ibu hamil, dan yang membawa bayi berhak didahulukan. Sampaikan kepada petugas kami, kapan saja.",
    en: "Older people, people with disabilities, pregnant women and those with an infant have the right to be served sooner. Tell our staff at any time.",
  },
  anonymous: {
    id: "Berlaku hari ini. Tiket ini tidak memuat data pribadi.",
    en: "Valid today. This ticket holds no personal data.",
  },
} as const satisfies PhraseBook
