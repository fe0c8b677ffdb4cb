import type { PhraseBook } from "@giliran/client/phrases"
import type { PartOfDay } from "@giliran/client/times"

/** What the hall reads. Short enough to be read in passing. */
export const displayPhrases = {
  ticketNumber: { id: "Nomor antrean", en: "Ticket number" },
  pleaseGoTo: {
    id: (counter: string) => `Silakan menuju loket ${counter}`,
    en: (counter: string) => `Please go to counter ${counter}`,
  },
  calledAgain: {
    id: (attempt: number) => `Panggilan ke-${attempt}`,
    en: (attempt: number) => `Call ${attempt}`,
  },
  lastCalled: { id: "Panggilan terakhir", en: "Last call" },
  counter: { id: "Loket", en: "Counter" },
  next: { id: "Berikutnya", en: "Next" },
  andMore: { id: (count: number) => `+${count}`, en: (count: number) => `+${count}` },
  calledBefore: { id: "Sudah dipanggil", en: "Already called" },
  waitingCount: { id: (count: number) => `${count} menunggu`, en: (count: number) => `${count} waiting` },
  expectedWaits: { id: "Perkiraan waktu tunggu", en: "Expected waits" },
  takeANumber: { id: "Silakan ambil nomor.", en: "Please take a number." },
  closed: { id: "Kami sudah tutup.", en: "We are closed." },
  opensAt: { id: (time: string) => `Buka kembali ${time}.`, en: (time: string) => `We open again ${time}.` },
  seeYou: { id: "Terima kasih. Sampai jumpa lagi.", en: "Thank you. See you again." },
  takingPaused: {
    id: "Pengambilan nomor dihentikan sementara.",
    en: "Numbers are not being given out for the moment.",
  },
  takingPausedLine: {
    id: "Nomor yang sudah Anda pegang tetap kami layani.",
    en: "The number in your hand will still be served.",
  },
  unknownZone: {
    id: (zone: string) => `Zona "${zone}" tidak ada: seluruh cabang`,
    en: (zone: string) => `No zone "${zone}": whole branch`,
  },
  comeHere: { id: "Silakan ke loket ini", en: "Please come to this counter" },
  nowServing: { id: "Sedang dilayani", en: "Now serving" },
  waitToBeCalled: { id: "Silakan tunggu nomor Anda dipanggil.", en: "Please wait for your number." },
  counterPaused: { id: "Loket ini istirahat sebentar.", en: "This counter is taking a short break." },
  counterClosed: { id: "Loket ini tutup.", en: "This counter is closed." },
  otherCounters: {
    id: "Nomor Anda akan dipanggil ke loket lain.",
    en: "Your number will be called to another counter.",
  },
  unknownCounter: {
    id: (counter: string) => `Cabang ini tidak punya loket ${counter}.`,
    en: (counter: string) => `This branch has no counter ${counter}.`,
  },
  unknownCounterLine: {
    id: "Periksa alamat atau pengaturan layar ini.",
    en: "Check this screen's address or settings.",
  },
  soundIsOff: { id: "Suara mati. Sentuh untuk menyalakan.", en: "Sound is off. Touch to turn it on." },
} as const satisfies PhraseBook

export const greetings: Readonly<Record<PartOfDay, { readonly id: string; readonly en: string }>> = {
  morning: { id: "Selamat pagi.", en: "Good morning." },
  midday: { id: "Selamat siang.", en: "Good afternoon." },
  afternoon: { id: "Selamat sore.", en: "Good afternoon." },
  evening: { id: "Selamat malam.", en: "Good evening." },
}
