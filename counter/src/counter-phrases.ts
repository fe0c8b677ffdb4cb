import type { PhraseBook } from "@giliran/client/phrases"
import type { CounterAction } from "@giliran/contract/views"
import type { CareReason, Outcome, Place, TicketClass } from "@giliran/contract/ticket"
import type { DeskCommand } from "./shortcuts.ts"

type Words = { readonly id: string; readonly en: string }

/** What a teller reads: short, and a verb on each button. */
export const counterPhrases = {
  counter: { id: "Loket", en: "Counter" },
  otherScreens: {
    id: (count: number) => `· ${count} layar lain juga perlu dilihat`,
    en: (count: number) => `· ${count} more ${count === 1 ? "screen needs" : "screens need"} a look`,
  },
  // Sitting down
  whoAreYou: { id: "Siapa yang bertugas?", en: "Who is on duty?" },
  yourName: { id: "Nama Anda", en: "Your name" },
  yourNumber: { id: "Nomor pegawai", en: "Staff number" },
  whichCounter: { id: "Pilih loket Anda", en: "Choose your counter" },
  free: { id: "Kosong", en: "Free" },
  heldBy: { id: (name: string) => `Dipakai ${name}`, en: (name: string) => `Held by ${name}` },
  pausedBy: { id: (name: string) => `Jeda, ${name}`, en: (name: string) => `Paused, ${name}` },
  fillInFirst: {
    id: "Isi nama dan nomor pegawai Anda dulu.",
    en: "Fill in your name and staff number first.",
  },
  badNumber: {
    id: "Nomor pegawai hanya huruf, angka, titik, garis dan @.",
    en: "A staff number has only letters, digits, dots, dashes and @.",
  },
  noCounters: {
    id: "Daftar loket belum dapat dibuka. Sedang dicoba lagi.",
    en: "The counters cannot be listed yet. Trying again.",
  },
  // Who holds the counter
  takeOverTitle: {
    id: (counter: string) => `Loket ${counter} sedang dipakai`,
    en: (counter: string) => `Counter ${counter} is in use`,
  },
  heldByOther: {
    id: (name: string) =>
      `${name} sedang bertugas di loket ini. Jika Anda mengambil alih, layarnya akan terkunci.`,
    en: (name: string) =>
      `${name} is on duty at this counter. If you take it over, that screen will be locked.`,
  },
  heldByMe: {
    id: "Loket ini terbuka di layar Anda yang lain. Jika Anda pindah ke sini, layar itu akan terkunci.",
    en: "This counter is open on another screen of yours. If you move here, that screen will be locked.",
  },
  takeOver: { id: "Ambil alih loket ini", en: "Take over this counter" },
  moveHere: { id: "Pindah ke layar ini", en: "Move to this screen" },
  takenOver: {
    id: (name: string) => `Loket ini diambil alih oleh ${name}`,
    en: (name: string) => `This counter was taken over by ${name}`,
  },
  takenOverByMe: {
    id: "Loket ini pindah ke layar Anda yang lain",
    en: "This counter moved to another screen of yours",
  },
  lockedLine: {
    id: "Layar ini terkunci supaya tidak ada dua layar untuk satu loket.",
    en: "This screen is locked so that no counter has two.",
  },
  takeBack: { id: "Ambil kembali", en: "Take it back" },
  otherCounter: { id: "Pilih loket lain", en: "Choose another counter" },
  closedTitle: {
    id: (counter: string) => `Loket ${counter} tutup`,
    en: (counter: string) => `Counter ${counter} is closed`,
  },
  closedLine: { id: "Buka lagi untuk mulai memanggil.", en: "Open it again to start calling." },
  // The desk
  waiting: { id: "Menunggu", en: "Waiting" },
  waitingCount: { id: (count: number) => `${count} menunggu`, en: (count: number) => `${count} waiting` },
  longest: { id: (time: string) => `Terlama ${time}`, en: (time: string) => `Longest ${time}` },
  nobodyWaits: { id: "Belum ada yang menunggu", en: "Nobody is waiting" },
  nobodyWaitsLine: {
    id: "Layar ini memberi tahu begitu ada nomor baru.",
    en: "This screen tells you as soon as there is a new number.",
  },
  callOrder: { id: "Urutan panggilan", en: "Order of calls" },
  pausedSince: { id: (reason: string) => `Jeda: ${reason}`, en: (reason: string) => `Paused: ${reason}` },
  pausedLine: {
    id: (time: string) => `Sejak ${time}. Tidak ada nomor yang dipanggil ke loket ini.`,
    en: (time: string) => `Since ${time}. No number is called to this counter.`,
  },
  called: { id: "Dipanggil", en: "Called" },
  serving: { id: "Dilayani", en: "Serving" },
  waited: { id: "Menunggu", en: "Waited" },
  inTarget: { id: (time: string) => `Dalam target ${time}`, en: (time: string) => `Within target ${time}` },
  nearTarget: {
    id: (time: string) => `Mendekati target ${time}`,
    en: (time: string) => `Near target ${time}`,
  },
  pastTarget: { id: (time: string) => `Lewat target ${time}`, en: (time: string) => `Past target ${time}` },
  usual: { id: (time: string) => `Biasanya ${time}`, en: (time: string) => `Usually ${time}` },
  nearUsual: { id: (time: string) => `Hampir ${time}`, en: (time: string) => `Almost ${time}` },
  pastUsual: { id: (time: string) => `Lebih lama dari ${time}`, en: (time: string) => `Longer than ${time}` },
  attempt: {
    id: (attempt: number, limit: number) => `Panggilan ${attempt} dari ${limit}`,
    en: (attempt: number, limit: number) => `Call ${attempt} of ${limit}`,
  },
  why: { id: "Mengapa:", en: "Why:" },
  speaksEnglish: { id: "Berbahasa Inggris", en: "Speaks English" },
  followedBy: { id: (services: string) => `Lalu ${services}`, en: (services: string) => `Then ${services}` },
  backTo: { id: (teller: string) => `Kembali ke ${teller}`, en: (teller: string) => `Back to ${teller}` },
  forMe: { id: "Untuk Anda", en: "For you" },
  late: { id: "Lewat target", en: "Past target" },
  parked: { id: "Diparkir", en: "Parked" },
  missed: { id: "Terlewat", en: "Missed" },
  due: { id: "Sudah waktunya", en: "Due now" },
  wakesIn: { id: (time: string) => `Ingatkan ${time} lagi`, en: (time: string) => `Remind in ${time}` },
  parkedFor: { id: (time: string) => `Sejak ${time} lalu`, en: (time: string) => `For ${time}` },
  returnUntil: {
    id: (time: string) => `Dapat kembali sampai ${time}`,
    en: (time: string) => `May return until ${time}`,
  },
  nobodyParked: { id: "Tidak ada yang diparkir.", en: "Nobody is parked." },
  nobodyMissed: { id: "Tidak ada nomor yang terlewat.", en: "No number was missed." },
  space: { id: "Spasi", en: "Space" },
  seconds: { id: (seconds: number) => `${seconds} s`, en: (seconds: number) => `${seconds} s` },
  waitForNext: { id: "Menunggu nomor berikutnya", en: "Waiting for the next number" },
  help: { id: "Bantuan", en: "Help" },
  since: { id: (time: string) => `Sejak ${time}.`, en: (time: string) => `Since ${time}.` },
  notAnnounced: { id: "Tidak diumumkan", en: "Not announced" },
  class: { id: "Kelas", en: "Class" },
  // Sheets
  close: { id: "Tutup", en: "Close" },
  cancel: { id: "Batal", en: "Cancel" },
  callByNumber: { id: "Panggil nomor tertentu", en: "Call a certain number" },
  findNumber: { id: "Cari nomor", en: "Find a number" },
  noSuchNumber: {
    id: "Tidak ada nomor itu di antrean loket ini.",
    en: "That number is not in this counter's queue.",
  },
  reason: { id: "Alasan", en: "Reason" },
  reasonOther: { id: "Alasan lain", en: "Another reason" },
  call: { id: "Panggil", en: "Call" },
  callNumber: { id: (number: string) => `Panggil ${number}`, en: (number: string) => `Call ${number}` },
  chooseNumber: { id: "Pilih satu nomor", en: "Choose a number" },
  transferTitle: {
    id: (number: string) => `Pindahkan ${number}`,
    en: (number: string) => `Transfer ${number}`,
  },
  toService: { id: "Layanan", en: "Service" },
  toCounter: { id: "Loket", en: "Counter" },
  toTeller: { id: "Petugas", en: "Teller" },
  place: { id: "Tempat dalam antrean", en: "Place in the queue" },
  backToMe: { id: "Kembali ke saya sesudahnya", en: "Back to me afterwards" },
  transfer: { id: "Pindahkan", en: "Transfer" },
  noOtherCounter: { id: "Tidak ada loket lain yang buka.", en: "No other counter is open." },
  reclassNumber: {
    id: (number: string) => `Ubah kelas ${number}`,
    en: (number: string) => `Change the class of ${number}`,
  },
  classNow: { id: (name: string) => `Sekarang ${name}`, en: (name: string) => `Now ${name}` },
  newClass: { id: "Kelas baru", en: "New class" },
  reclassLine: {
    id: "Nomor dan waktu datangnya tetap. Alasan Anda dicatat.",
    en: "Number and arrival stay. Your reason is kept.",
  },
  otherNumber: { id: "Nomor lain", en: "Another number" },
  nobodyToReclass: { id: "Tidak ada nomor yang menunggu.", en: "No number is waiting." },
  parkTitle: { id: (number: string) => `Parkir ${number}`, en: (number: string) => `Park ${number}` },
  parkLine: {
    id: "Nasabah tetap milik loket ini. Kapan Anda ingin diingatkan?",
    en: "The customer stays with this counter. When do you want to be reminded?",
  },
  noReminder: { id: "Tanpa pengingat", en: "No reminder" },
  minutes: { id: (minutes: number) => `${minutes} menit`, en: (minutes: number) => `${minutes} minutes` },
  finishTitle: { id: (number: string) => `Selesaikan ${number}`, en: (number: string) => `Finish ${number}` },
  outcome: { id: "Hasil", en: "Outcome" },
  note: { id: "Catatan (boleh kosong)", en: "Note (optional)" },
  finish: { id: "Selesai", en: "Finish" },
  finishAndCall: { id: "Selesai & panggil", en: "Finish and call next" },
  pauseTitle: { id: "Jeda loket", en: "Pause the counter" },
  resume: { id: "Lanjutkan", en: "Resume" },
  return: { id: "Kembalikan", en: "Return" },
  helpTitle: { id: "Bantuan dan pengaturan", en: "Help and settings" },
  keysTitle: { id: "Tombol cepat", en: "Shortcuts" },
  keysOn: { id: "Pakai tombol cepat", en: "Use shortcuts" },
  language: { id: "Bahasa", en: "Language" },
  look: { id: "Tampilan", en: "Appearance" },
  light: { id: "Terang", en: "Light" },
  dark: { id: "Gelap", en: "Dark" },
  contrast: { id: "Kontras tinggi", en: "High contrast" },
  leave: { id: "Selesai bertugas", en: "End of duty" },
  closeCounter: { id: "Tutup loket", en: "Close the counter" },
} as const satisfies PhraseBook

/** The one big button, by what the server says it does. */
export const primaryWords: Readonly<Record<CounterAction, Words>> = {
  "open-counter": { id: "Buka loket", en: "Open the counter" },
  "resume-counter": { id: "Lanjutkan", en: "Resume" },
  "pause-counter": { id: "Jeda", en: "Pause" },
  "close-counter": { id: "Tutup loket", en: "Close the counter" },
  "call-next": { id: "Panggil berikutnya", en: "Call next" },
  "call-ticket": { id: "Panggil nomor", en: "Call a number" },
  "recall-ticket": { id: "Panggil ulang", en: "Call again" },
  "serve-ticket": { id: "Layani", en: "Serve" },
  "finish-ticket": { id: "Selesai", en: "Finish" },
  "finish-and-call-next": { id: "Selesai & panggil", en: "Finish and call next" },
  "no-show-ticket": { id: "Tidak hadir", en: "No-show" },
  "park-ticket": { id: "Parkir", en: "Park" },
  "resume-ticket": { id: "Layani lagi", en: "Resume" },
  "transfer-ticket": { id: "Pindahkan", en: "Transfer" },
  "undo-call": { id: "Batalkan panggilan", en: "Undo the call" },
  "return-ticket": { id: "Kembalikan", en: "Return" },
  "reclass-ticket": { id: "Ubah kelas", en: "Change the class" },
}

/** On a key 78 pixels wide. */
export const keyWords: Readonly<Record<DeskCommand, Words>> = {
  primary: { id: "Tombol utama", en: "Main button" },
  recall: { id: "Ulangi", en: "Recall" },
  finish: { id: "Selesai", en: "Finish" },
  "no-show": { id: "Tak hadir", en: "No-show" },
  park: { id: "Parkir", en: "Park" },
  transfer: { id: "Pindah", en: "Transfer" },
  undo: { id: "Batalkan", en: "Undo" },
  why: { id: "Alasan lengkap", en: "Whole reason" },
  reclass: { id: "Ubah kelas", en: "Change class" },
  "call-by-number": { id: "Cari", en: "Choose" },
  parked: { id: "Diparkir", en: "Parked" },
  missed: { id: "Terlewat", en: "Missed" },
  pause: { id: "Jeda", en: "Pause" },
  help: { id: "Bantuan", en: "Help" },
}

/** In the help sheet, where there is room to say it. */
export const keyMeanings: Readonly<Record<DeskCommand, Words>> = {
  primary: { id: "Tombol utama: panggil, layani, selesai", en: "Main button: call, serve, finish" },
  recall: { id: "Panggil ulang", en: "Call again" },
  finish: { id: "Selesai, dengan hasil dan catatan", en: "Finish, with outcome and note" },
  "no-show": { id: "Nasabah tidak hadir", en: "The customer did not come" },
  park: { id: "Parkir nomor ini", en: "Park this ticket" },
  transfer: {
    id: "Pindahkan ke layanan, loket atau petugas",
    en: "Transfer to a service, counter or teller",
  },
  undo: { id: "Batalkan panggilan", en: "Undo the call" },
  why: { id: "Mengapa nomor ini yang dipanggil", en: "Why this ticket was called" },
  reclass: { id: "Ubah kelas sebuah nomor, dengan alasan", en: "Change a ticket's class, with a reason" },
  "call-by-number": { id: "Cari dan panggil nomor tertentu", en: "Choose a number and call it" },
  parked: { id: "Nomor yang diparkir", en: "Parked tickets" },
  missed: { id: "Nomor yang terlewat", en: "Missed tickets" },
  pause: { id: "Jeda atau lanjutkan loket", en: "Pause or resume the counter" },
  help: { id: "Bantuan ini", en: "This help" },
}

/** A mark for the teller's eyes only; regular customers need none. */
export const classWords: Readonly<Record<TicketClass, Words>> = {
  regular: { id: "Reguler", en: "Regular" },
  priority: { id: "Nasabah prioritas", en: "Priority customer" },
  care: { id: "Kebutuhan khusus", en: "Care" },
}

export const placeWords: Readonly<Record<Place, Words>> = {
  first: { id: "Paling depan", en: "First" },
  arrival: { id: "Menurut kedatangan", en: "By arrival" },
  last: { id: "Paling belakang", en: "Last" },
}

export const outcomeWords: Readonly<Record<Outcome, Words>> = {
  done: { id: "Tuntas", en: "Done" },
  incomplete: { id: "Belum lengkap", en: "Incomplete" },
  referred: { id: "Dirujuk", en: "Referred" },
}

/** Why a teller calls out of order; the words are kept with the call. */
export const callReasons: readonly Words[] = [
  { id: "Sudah ada janji", en: "Has an appointment" },
  { id: "Butuh bantuan segera", en: "Needs help at once" },
  { id: "Melanjutkan urusan tadi", en: "Continues from before" },
]

/** Of care, the server keeps the code and no words about a person. */
export const careWords: Readonly<Record<CareReason, Words>> = {
  elderly: { id: "Lanjut usia", en: "Elderly" },
  disabled: { id: "Penyandang disabilitas", en: "Disabled" },
  pregnant: { id: "Ibu hamil", en: "Pregnant" },
  infant: { id: "Membawa bayi", en: "With an infant" },
  other: { id: "Kebutuhan lain", en: "Another need" },
}

/** Why staff change a class; the words are kept with the ticket. */
export const reclassReasons: Readonly<Record<Exclude<TicketClass, "care">, readonly Words[]>> = {
  regular: [
    { id: "Salah pilih saat mengambil nomor", en: "Chosen by mistake when taking the number" },
    { id: "Atas permintaan nasabah", en: "The customer asked for it" },
  ],
  priority: [
    { id: "Menunjukkan kartu prioritas", en: "Showed a priority card" },
    { id: "Tercatat sebagai nasabah prioritas", en: "On record as a priority customer" },
  ],
}

/** What stands behind a class. */
export const groundPhrases = {
  proof: { id: "Terbukti nasabah prioritas", en: "Proven priority customer" },
  staff: {
    id: (reason: string) => `Oleh petugas: ${reason}`,
    en: (reason: string) => `By staff: ${reason}`,
  },
} as const satisfies PhraseBook
