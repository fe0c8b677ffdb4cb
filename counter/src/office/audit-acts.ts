import type { ScreenLanguage } from "@giliran/client/phrases"
import type { AuditAct } from "@giliran/contract/access"
import { roleWords, type Words } from "./office-phrases.ts"
import { kindWords } from "./screens-phrases.ts"

/** What was done, as a sentence goes on after who did it; and as a choice of the filter. */
export interface ActWords {
  readonly choice: Words
  readonly said: (about: About, language: ScreenLanguage) => string
}

/** The words in a line's body, whatever it holds: what is missing is not said. */
export interface About {
  readonly word: (key: string) => string
  /** In quotes, after a space; empty when it is not there. */
  readonly named: (key: string) => string
  readonly count: (key: string) => number | null
  readonly staff: (key: string) => string
  readonly roles: (key: string) => string
}

type Said = (about: About) => string

const say = (choice: Words, id: Said, en: Said): ActWords => ({
  choice,
  said: (about, language) => (language === "id" ? id : en)(about),
})

export const accessActs: Readonly<Record<AuditAct, ActWords>> = {
  "signed-in": say(
    { id: "Masuk", en: "Signed in" },
    () => "masuk",
    () => "signed in",
  ),
  "sign-in-failed": say(
    { id: "Gagal masuk", en: "Sign-in failed" },
    (about) => `tidak berhasil masuk${whyFailed(about, "id")}`,
    (about) => `could not sign in${whyFailed(about, "en")}`,
  ),
  "signed-out": say(
    { id: "Keluar", en: "Signed out" },
    () => "keluar",
    () => "signed out",
  ),
  "proved-again": say(
    { id: "Membuktikan lagi", en: "Proved again" },
    () => "membuktikan sekali lagi siapa dirinya",
    () => "proved once more who it is",
  ),
  "password-changed": say(
    { id: "Kata sandi diganti", en: "Password changed" },
    () => "mengganti kata sandinya",
    () => "changed the own password",
  ),
  "totp-set-up": say(
    { id: "Autentikator disiapkan", en: "Authenticator set up" },
    () => "menyiapkan autentikator",
    () => "set up an authenticator",
  ),
  "recovery-code-used": say(
    { id: "Kode pemulihan dipakai", en: "Recovery code used" },
    () => "memakai sebuah kode pemulihan",
    () => "used a recovery code",
  ),
  "staff-locked": say(
    { id: "Akun terkunci", en: "Account locked" },
    (about) => `terlalu sering gagal masuk: akun${about.staff("staffId")} terkunci sementara`,
    (about) => `failed to sign in too often: the account${about.staff("staffId")} is locked for a while`,
  ),
  "staff-added": say(
    { id: "Petugas ditambahkan", en: "Staff added" },
    (about) => `menambahkan petugas${about.staff("staffId")}${asRoles(about, "sebagai")}`,
    (about) => `added${about.staff("staffId")}${asRoles(about, "as")}`,
  ),
  "staff-reset": say(
    { id: "Rahasia baru", en: "New secret" },
    (about) => `memberi rahasia sekali pakai yang baru kepada${about.staff("staffId")}`,
    (about) => `gave a new one-time secret to${about.staff("staffId")}`,
  ),
  "staff-disabled": say(
    { id: "Petugas dinonaktifkan", en: "Staff disabled" },
    (about) => `menonaktifkan${about.staff("staffId")}`,
    (about) => `disabled${about.staff("staffId")}`,
  ),
  "staff-enabled": say(
    { id: "Petugas diaktifkan", en: "Staff enabled" },
    (about) => `mengaktifkan lagi${about.staff("staffId")}`,
    (about) => `enabled${about.staff("staffId")} again`,
  ),
  "grants-changed": say(
    { id: "Peran diubah", en: "Roles changed" },
    (about) => `mengubah peran${about.staff("staffId")}${asRoles(about, "menjadi")}`,
    (about) => `changed the roles of${about.staff("staffId")}${asRoles(about, "to")}`,
  ),
  "sessions-ended": say(
    { id: "Sesi diakhiri", en: "Sessions ended" },
    (about) => `mengakhiri semua sesi${about.staff("staffId")}`,
    (about) => `ended every session of${about.staff("staffId")}`,
  ),
  "pairing-refused": say(
    { id: "Layar ditolak", en: "Pairing refused" },
    (about) => `tidak diizinkan menyetujui sebuah layar${whyRefused(about, "id")}`,
    (about) => `was not let approve a screen${whyRefused(about, "en")}`,
  ),
  "device-paired": say(
    { id: "Layar disetujui", en: "Screen approved" },
    (about) => `menyetujui layar${about.named("name")}${kindOf(about, "id")}`,
    (about) => `approved the screen${about.named("name")}${kindOf(about, "en")}`,
  ),
  "device-renamed": say(
    { id: "Layar ganti nama", en: "Screen renamed" },
    (about) => `mengganti nama layar${about.named("from")} menjadi${about.named("to")}`,
    (about) => `renamed the screen${about.named("from")} to${about.named("to")}`,
  ),
  "device-revoked": say(
    { id: "Layar dicabut", en: "Screen revoked" },
    (about) => `mencabut layar${about.named("name")}${kindOf(about, "id")}`,
    (about) => `revoked the screen${about.named("name")}${kindOf(about, "en")}`,
  ),
  "device-token-refused": say(
    { id: "Tanda layar ditolak", en: "Screen's token refused" },
    () => "datang dengan tanda layar yang tidak berlaku",
    () => "came with a screen's token that is not good",
  ),
  "key-made": say(
    { id: "Kunci API dibuat", en: "API key made" },
    (about) => `membuat kunci API${about.named("label")}${asRole(about, "sebagai", "id")}`,
    (about) => `made the API key${about.named("label")}${asRole(about, "as", "en")}`,
  ),
  "key-revoked": say(
    { id: "Kunci API dicabut", en: "API key revoked" },
    (about) => `mencabut kunci API${about.named("label")}`,
    (about) => `revoked the API key${about.named("label")}`,
  ),
  "customers-imported": say(
    { id: "Nasabah prioritas diimpor", en: "Customers imported" },
    (about) => `mengimpor daftar nasabah prioritas${counted(about, "id")}`,
    (about) => `imported the list of priority customers${counted(about, "en")}`,
  ),
  "contact-left": say(
    { id: "Nomor telepon ditinggalkan", en: "Phone number left" },
    () => "meninggalkan nomor telepon, dengan persetujuan",
    () => "left a phone number, with consent",
  ),
  "contact-exported": say(
    { id: "Data nasabah dilihat", en: "Customer's data exported" },
    () => "mengekspor data pribadi seorang nasabah",
    () => "exported a customer's personal data",
  ),
  "contact-erased": say(
    { id: "Data nasabah dihapus", en: "Customer's data erased" },
    () => "menghapus data pribadi seorang nasabah",
    () => "erased a customer's personal data",
  ),
  "contact-withdrawn": say(
    { id: "Nomor telepon ditarik", en: "Phone number withdrawn" },
    () => "menghapus nomor telepon yang ditinggalkan",
    () => "withdrew the phone number that was left",
  ),
  "records-purged": say(
    { id: "Catatan lama dibersihkan", en: "Old records purged" },
    (about) => `membersihkan catatan yang lewat waktunya${counted(about, "id")}`,
    (about) => `purged the records whose time was over${counted(about, "en")}`,
  ),
  "contacts-purged": say(
    { id: "Data nasabah dibersihkan", en: "Customers' data purged" },
    (about) => `membersihkan data pribadi yang lewat waktunya${counted(about, "id")}`,
    (about) => `purged the personal data whose time was over${counted(about, "en")}`,
  ),
  "day-signed": say(
    { id: "Hari ditandatangani", en: "Day signed" },
    (about) => `menandatangani jejak hari${about.named("day")}`,
    (about) => `signed the record of the day${about.named("day")}`,
  ),
}

function asRoles(about: About, preposition: string): string {
  const roles = about.roles("grants") || about.roles("new")
  return roles && ` ${preposition} ${roles}`
}

function asRole(about: About, preposition: string, language: ScreenLanguage): string {
  const role = about.word("role")
  const words = role in roleWords ? roleWords[role as keyof typeof roleWords][language] : role
  return words && ` ${preposition} ${words}`
}

function kindOf(about: About, language: ScreenLanguage): string {
  const kind = about.word("kind")
  return kind in kindWords ? ` (${kindWords[kind as keyof typeof kindWords][language]})` : ""
}

function counted(about: About, language: ScreenLanguage): string {
  const count = about.count("count")
  return count === null ? "" : language === "id" ? `: ${count} baris` : `: ${count} rows`
}

/** By the words that the server keeps; what it may add later is read in the raw data. */
const failures: Readonly<Record<string, Words>> = {
  "wrong-password": { id: "kata sandi salah", en: "wrong password" },
  "unknown-staff": { id: "nomor tidak dikenal", en: "unknown number" },
  "no-password": { id: "akun tanpa kata sandi", en: "account without a password" },
  locked: { id: "akun terkunci", en: "locked account" },
  disabled: { id: "akun nonaktif", en: "disabled account" },
  "wrong-code": { id: "kode salah", en: "wrong code" },
  "replayed-code": { id: "kode sudah dipakai", en: "code used before" },
  "secret-expired": { id: "rahasia sudah lewat waktunya", en: "secret past its time" },
}

const refusals: Readonly<Record<string, Words>> = {
  "not-a-manager-here": { id: "bukan manajer cabang ini", en: "not a manager here" },
  "not-a-person": { id: "bukan orang", en: "not a person" },
  "stale-session": { id: "masuknya sudah terlalu lama", en: "signed in too long ago" },
  "unknown-code": { id: "kode tidak dikenal", en: "unknown code" },
  "expired-code": { id: "kode sudah lewat waktunya", en: "code past its time" },
  "used-code": { id: "kode sudah dipakai", en: "code used before" },
}

function whyFailed(about: About, language: ScreenLanguage): string {
  const words = failures[about.word("cause")]?.[language]
  return words === undefined ? "" : `: ${words}`
}

function whyRefused(about: About, language: ScreenLanguage): string {
  const words = refusals[about.word("why")]?.[language]
  return words === undefined ? "" : `: ${words}`
}
