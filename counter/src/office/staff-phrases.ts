import type { PhraseBook } from "@giliran/client/phrases"
import type { BankRole, BranchRole } from "@giliran/contract/access"
import type { Words } from "./office-phrases.ts"

/** Who works here, and as what. */
export const staffPhrases = {
  title: { id: "Petugas", en: "Staff" },
  line: {
    id: "Siapa yang boleh masuk di cabang ini, dan sebagai apa.",
    en: "Who may sign in at this branch, and as what.",
  },
  bankLine: {
    id: "Siapa yang boleh masuk di seluruh bank, dan sebagai apa.",
    en: "Who may sign in across the bank, and as what.",
  },
  add: { id: "Tambah petugas", en: "Add staff" },
  none: { id: "Belum ada petugas", en: "No staff yet" },
  noneLine: {
    id: "Tambahkan petugas pertama. Ia mendapat rahasia sekali pakai untuk masuk yang pertama kali.",
    en: "Add the first one. A one-time secret opens the first sign-in.",
  },
  find: { id: "Cari nama atau nomor", en: "Find a name or number" },
  nobodyFound: { id: "Tidak ada yang cocok.", en: "Nobody matches." },
  staffId: { id: "Nomor pegawai", en: "Staff number" },
  staffIdHelp: {
    id: "Dipakai untuk masuk. Huruf, angka, titik, garis dan @; tidak dapat diganti.",
    en: "Used to sign in. Letters, digits, dots, dashes and @; it cannot be changed.",
  },
  name: { id: "Nama", en: "Name" },
  fillIn: {
    id: "Isi nomor, nama, dan pilih setidaknya satu peran.",
    en: "Fill in number and name, and choose at least one role.",
  },
  rolesIn: { id: (branch: string) => `Peran di ${branch}`, en: (branch: string) => `Roles at ${branch}` },
  rolesInBank: { id: "Peran di seluruh bank", en: "Roles across the bank" },
  elsewhere: { id: "Juga", en: "Also" },
  noRole: { id: "Tanpa peran di sini", en: "No role here" },
  manage: { id: "Kelola", en: "Manage" },
  manageOf: { id: (name: string) => `Kelola ${name}`, en: (name: string) => `Manage ${name}` },
  secretTitle: { id: "Rahasia sekali pakai", en: "One-time secret" },
  secretAbout: {
    id: (name: string, staffId: string, until: string) =>
      `Untuk ${name} (${staffId}), berlaku sampai ${until}. Dipakai sebagai kata sandi pada masuk yang pertama, lalu diganti sendiri.`,
    en: (name: string, staffId: string, until: string) =>
      `For ${name} (${staffId}), good until ${until}. It is the password of the first sign-in, and is then replaced by one of their own.`,
  },
  // What a row says
  firstTime: { id: "Belum pernah masuk", en: "Has not signed in yet" },
  byBank: { id: "Masuk lewat bank", en: "Signs in by the bank" },
  byPassword: { id: "Kata sandi", en: "Password" },
  withTotp: { id: "Kata sandi dan autentikator", en: "Password and authenticator" },
  locked: { id: "Terkunci sementara", en: "Locked for a while" },
  disabled: { id: "Nonaktif", en: "Disabled" },
  seen: { id: (when: string) => `Terlihat ${when}`, en: (when: string) => `Seen ${when}` },
  notHere: { id: "Tidak sedang masuk", en: "Not signed in" },
  // Acts
  roles: { id: "Ubah peran", en: "Change roles" },
  rolesLine: {
    id: "Berlaku seketika, juga di layar yang sedang terbuka.",
    en: "Counts at once, on open screens too.",
  },
  rolesSaved: {
    id: (name: string) => `Peran ${name} sudah diubah.`,
    en: (name: string) => `The roles of ${name} are changed.`,
  },
  reset: { id: "Beri rahasia baru", en: "Give a new secret" },
  resetLine: {
    id: "Kata sandi dan autentikator yang lama tidak berlaku lagi, dan semua sesinya berakhir.",
    en: "The old password and authenticator stop working, and every session ends.",
  },
  disable: { id: "Nonaktifkan", en: "Disable" },
  disableLine: {
    id: "Tidak dapat masuk lagi, dan semua sesinya berakhir seketika.",
    en: "Can no longer sign in, and every session ends at once.",
  },
  disabledNow: {
    id: (name: string) => `${name} sudah dinonaktifkan.`,
    en: (name: string) => `${name} is disabled.`,
  },
  enable: { id: "Aktifkan lagi", en: "Enable again" },
  enableLine: { id: "Dapat masuk lagi seperti sebelumnya.", en: "Can sign in again as before." },
  enabledNow: {
    id: (name: string) => `${name} sudah aktif lagi.`,
    en: (name: string) => `${name} is enabled again.`,
  },
  endSessions: { id: "Akhiri semua sesi", en: "End every session" },
  endSessionsLine: {
    id: "Keluar di semua perangkat. Dapat langsung masuk lagi.",
    en: "Signed out on every device. May sign in again at once.",
  },
  sessionsEnded: {
    id: (name: string) => `Semua sesi ${name} sudah berakhir.`,
    en: (name: string) => `Every session of ${name} is ended.`,
  },
  sure: { id: (act: string) => `Ya, ${act.toLowerCase()}`, en: (act: string) => `Yes, ${act.toLowerCase()}` },
} as const satisfies PhraseBook

/** What each role is for, to choose by. */
export const roleMeanings: Readonly<Record<BranchRole | BankRole, Words>> = {
  teller: { id: "Bekerja di loket: memanggil dan melayani", en: "Works at a counter: calls and serves" },
  greeter: {
    id: "Membantu di lobi: mengambilkan nomor, mengubah kelas",
    en: "Helps in the hall: takes tickets, changes a class",
  },
  supervisor: { id: "Seperti teller, dan melihat laporan", en: "As a teller, and sees the reports" },
  manager: {
    id: "Mengurus layar, petugas, dan rencana cabang",
    en: "Looks after screens, staff and the branch's plan",
  },
  admin: {
    id: "Mengurus semua cabang, manajer, dan kunci API",
    en: "Looks after every branch, its managers and API keys",
  },
  auditor: { id: "Melihat semuanya, tidak mengubah apa pun", en: "Sees everything, changes nothing" },
}
