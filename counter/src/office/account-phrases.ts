import type { PhraseBook } from "@giliran/client/phrases"

/** One's own sign-in: the authenticator, the password. */
export const accountPhrases = {
  title: { id: "Akun saya", en: "My account" },
  limitedTitle: { id: "Siapkan autentikator Anda", en: "Set up your authenticator" },
  limitedLine: {
    id: "Peran Anda memerlukan kode dari aplikasi autentikator setiap kali masuk. Menyiapkannya memakan waktu satu menit.",
    en: "Your role asks for a code from an authenticator at each sign-in. Setting it up takes a minute.",
  },
  rolesTitle: { id: "Peran Anda", en: "Your roles" },
  inBank: { id: "seluruh bank", en: "the whole bank" },
  totpTitle: { id: "Autentikator", en: "Authenticator" },
  totpOn: {
    id: "Sudah disiapkan. Dipakai setiap kali Anda masuk.",
    en: "Set up. Used at each of your sign-ins.",
  },
  totpOff: {
    id: "Belum disiapkan. Dengan autentikator, kata sandi saja tidak cukup untuk masuk sebagai Anda.",
    en: "Not set up. With an authenticator, your password alone is not enough to sign in as you.",
  },
  totpBegin: { id: "Siapkan autentikator", en: "Set up the authenticator" },
  totpAgain: { id: "Siapkan di ponsel lain", en: "Set it up on another phone" },
  scan: { id: "Pindai dengan aplikasi autentikator", en: "Scan with your authenticator" },
  scanLine: {
    id: "Misalnya Google Authenticator, Microsoft Authenticator, atau 1Password.",
    en: "For example Google Authenticator, Microsoft Authenticator or 1Password.",
  },
  qrLabel: { id: "Kode QR untuk aplikasi autentikator", en: "QR code for the authenticator" },
  orType: { id: "Atau ketik rahasia ini di aplikasi:", en: "Or type this secret into it:" },
  confirmLine: { id: "Lalu ketik kode yang tampil di aplikasi.", en: "Then type the code that it shows." },
  confirm: { id: "Pastikan", en: "Confirm" },
  recoveryTitle: { id: "Simpan kode pemulihan Anda", en: "Keep your recovery codes" },
  recoveryLine: {
    id: "Jika ponsel Anda hilang, setiap kode ini membuka pintu satu kali. Cetak, atau simpan di pengelola kata sandi.",
    en: "If your phone is lost, each of these opens the door once. Print them, or keep them in a password manager.",
  },
  passwordTitle: { id: "Kata sandi", en: "Password" },
  passwordLine: {
    id: "Tidak perlu diganti berkala. Ganti bila orang lain mungkin mengetahuinya.",
    en: "There is no need to change it regularly. Change it when somebody else may know it.",
  },
  passwordBegin: { id: "Ganti kata sandi", en: "Change the password" },
  passwordChanged: { id: "Kata sandi Anda sudah diganti.", en: "Your password is changed." },
  screenTitle: { id: "Layar ini", en: "This screen" },
} as const satisfies PhraseBook
