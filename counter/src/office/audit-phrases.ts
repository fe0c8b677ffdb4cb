import type { PhraseBook } from "@giliran/client/phrases"

/** Who did what, from where and when. */
export const auditPhrases = {
  title: { id: "Jejak audit", en: "Audit" },
  line: {
    id: "Siapa melakukan apa, dari mana dan kapan. Tidak ada yang dapat mengubahnya tanpa ketahuan.",
    en: "Who did what, from where and when. Nobody can change it unseen.",
  },
  export: { id: "Ekspor", en: "Export" },
  exportLine: { id: "Unduh semuanya sebagai NDJSON", en: "Download all of it as NDJSON" },
  filter: { id: "Saringan", en: "Filter" },
  from: { id: "Dari tanggal", en: "From" },
  until: { id: "Sampai tanggal", en: "Until" },
  actor: { id: "Pelaku", en: "Who" },
  actorHint: { id: "Nama atau nomor", en: "Name or number" },
  act: { id: "Tindakan", en: "What" },
  allActs: { id: "Semua tindakan", en: "Everything" },
  accessActs: { id: "Masuk, layar, petugas", en: "Sign-in, screens, staff" },
  queueEvents: { id: "Antrean", en: "The queue" },
  show: { id: "Tampilkan", en: "Show" },
  clear: { id: "Hapus saringan", en: "Clear the filter" },
  none: { id: "Tidak ada yang cocok", en: "Nothing matches" },
  noneLine: {
    id: "Ubah tanggal, pelaku atau tindakannya.",
    en: "Change the dates, the person or the act.",
  },
  more: { id: "Tampilkan yang lebih lama", en: "Show older" },
  raw: { id: "Data mentah", en: "Raw data" },
  zone: { id: (zone: string) => `Waktu cabang (${zone})`, en: (zone: string) => `Branch time (${zone})` },
  // Signed days
  roots: { id: "Hari yang ditandatangani", en: "Signed days" },
  rootsLine: {
    id: "Di akhir setiap hari, keadaan jejak ini ditandatangani dengan Ed25519. Siapa pun yang menyimpan tanda tangan dan kunci publiknya dapat memeriksa bahwa tidak ada yang diubah sesudahnya.",
    en: "At each day's end the state of this record is signed with Ed25519. Whoever keeps the signature and the public key can check that nothing was changed afterwards.",
  },
  noRoots: { id: "Belum ada hari yang ditutup.", en: "No day has closed yet." },
  publicKey: { id: "Unduh kunci publik", en: "Download the public key" },
  statement: { id: "Pernyataan", en: "Statement" },
  signature: { id: "Tanda tangan", en: "Signature" },
  keyId: { id: "Kunci", en: "Key" },
} as const satisfies PhraseBook
