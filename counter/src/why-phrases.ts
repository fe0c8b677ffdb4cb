import type { PhraseBook } from "@giliran/client/phrases"

/** The whole reason of a call, in words (CALL-6). */
export const whyPhrases = {
  title: { id: (number: string) => `Mengapa ${number}`, en: (number: string) => `Why ${number}` },
  sentFirst: {
    id: "Nomor ini dikirim ke sini untuk didahulukan, jadi dipanggil sebelum yang lain. Nilai tidak dibandingkan.",
    en: "This ticket was sent here to go first, so it was called before the others. Scores were not compared.",
  },
  overCap: {
    id: "Nomor ini menunggu lebih lama dari batas tunggu cabang. Yang melewati batas dipanggil lebih dulu, menurut kedatangan, apa pun kelasnya.",
    en: "This ticket waited longer than the branch's cap. Those over the cap are called first, by arrival, whatever their class.",
  },
  highestScore: {
    id: "Nomor ini punya nilai tertinggi di antara yang menunggu untuk loket ini. Jika nilainya sama, yang datang lebih dulu dipanggil.",
    en: "This ticket had the highest score of those that waited for this counter. At equal scores, the one who came first is called.",
  },
  onlyOne: {
    id: "Tidak ada nomor lain yang menunggu untuk loket ini.",
    en: "No other ticket waited for this counter.",
  },
  byNumber: {
    id: (reason: string) => `Teller memilih nomor ini sendiri. Alasannya: ${reason}`,
    en: (reason: string) => `The teller chose this ticket. The reason given: ${reason}`,
  },
  score: { id: "Nilai saat dipanggil", en: "Score when called" },
  waited: { id: "Menunggu", en: "Waited" },
  rate: { id: "Laju kelas", en: "Rate of the class" },
  headStart: { id: "Waktu awal kelas", en: "Head start of the class" },
  none: { id: "Tidak ada", en: "None" },
  sum: { id: "Nilai", en: "Score" },
  sumLine: {
    id: "Nilai = lama menunggu × laju + waktu awal, dalam menit dan detik.",
    en: "Score = time waited × rate + head start, in minutes and seconds.",
  },
  aheadOfAll: { id: "Di depan semua", en: "Ahead of all" },
  runnersUp: { id: "Berikutnya yang tidak dipanggil", en: "Next, and not called" },
  help: { id: "Membantu antrean lain", en: "Helping another queue" },
  helpEmpty: {
    id: "Tidak ada yang menunggu di antrean loket ini sendiri.",
    en: "Nobody waited in this counter's own queues.",
  },
  helpLonger: {
    id: (of: string, count: number) => `Lebih dari ${count} orang menunggu${of}.`,
    en: (of: string, count: number) => `More than ${count} people waited${of}.`,
  },
  helpOver: {
    id: (of: string, time: string) => `Ada yang menunggu lebih dari ${time}${of}.`,
    en: (of: string, time: string) => `Somebody waited longer than ${time}${of}.`,
  },
  ofQueue: {
    id: (names: string) => ` (${names})`,
    en: (names: string) => ` (${names})`,
  },
} as const satisfies PhraseBook
