import type { PhraseBook } from "@giliran/client/phrases"

/** What somebody reads who shows who they are: at the branch office's page, and at the desk. */
export const signInPhrases = {
  signIn: { id: "Masuk", en: "Sign in" },
  staffId: { id: "Nomor pegawai", en: "Staff number" },
  password: { id: "Kata sandi", en: "Password" },
  passwordOrSecret: { id: "Kata sandi atau rahasia sekali pakai", en: "Password or one-time secret" },
  show: { id: "Tampilkan", en: "Show" },
  hide: { id: "Sembunyikan", en: "Hide" },
  fillInBoth: { id: "Isi nomor pegawai dan kata sandi Anda.", en: "Fill in your staff number and password." },
  fillInPassword: { id: "Isi kata sandi Anda.", en: "Fill in your password." },
  fillInCode: { id: "Isi kodenya dulu.", en: "Fill in the code first." },
  bankSignIn: { id: (name: string) => `Masuk dengan ${name}`, en: (name: string) => `Sign in with ${name}` },
  bankProof: {
    id: (name: string) => `Buktikan dengan ${name}`,
    en: (name: string) => `Prove it with ${name}`,
  },
  bankProofLine: {
    id: "Anda kembali ke halaman ini; lalu tekan sekali lagi.",
    en: "You come back to this page; then press once more.",
  },
  bankRefused: {
    id: "Lewat bank Anda belum bisa masuk di sini. Hubungi manajer cabang.",
    en: "The bank's sign-in did not let you in here. Please ask the branch's manager.",
  },
  bankAway: {
    id: "Halaman masuk milik bank sedang tidak menjawab. Coba lagi sebentar.",
    en: "The bank's own sign-in does not answer at the moment. Try again shortly.",
  },
  or: { id: "atau", en: "or" },
  asDemo: { id: "Masuk sebagai manajer demo", en: "Sign in as the demo's manager" },
  asDemoLine: {
    id: "Hanya di cabang contoh, di komputer ini.",
    en: "In the demo branch only, on this machine.",
  },
  codeTitle: { id: "Satu langkah lagi", en: "One more step" },
  codeLine: {
    id: "Buka aplikasi autentikator Anda dan ketik enam angka yang tampil.",
    en: "Open your authenticator and type the six digits that it shows.",
  },
  code: { id: "Kode enam angka", en: "Six-digit code" },
  recoveryLine: {
    id: "Setiap kode pemulihan hanya dapat dipakai sekali.",
    en: "Each recovery code works once.",
  },
  recoveryCode: { id: "Kode pemulihan", en: "Recovery code" },
  useRecovery: { id: "Pakai kode pemulihan", en: "Use a recovery code" },
  useAuthenticator: { id: "Pakai aplikasi autentikator", en: "Use the authenticator" },
  continue: { id: "Lanjutkan", en: "Continue" },
  back: { id: "Kembali", en: "Back" },
  newPasswordTitle: { id: "Buat kata sandi Anda", en: "Make your own password" },
  newPasswordLine: {
    id: "Sebuah kalimat panjang yang mudah Anda ingat lebih kuat daripada kata pendek yang rumit: 15 huruf atau lebih. Spasi boleh dipakai.",
    en: "A long sentence that you remember easily is stronger than a short, complicated word: 15 characters or more. Spaces are welcome.",
  },
  newPassword: { id: "Kata sandi baru", en: "New password" },
  saveAndSignIn: { id: "Simpan dan masuk", en: "Save and sign in" },
  save: { id: "Simpan", en: "Save" },
  oldPassword: { id: "Kata sandi sekarang", en: "Password now" },
} as const satisfies PhraseBook
