import type { PhraseBook } from "@giliran/client/phrases"
import type { DeviceKind } from "@giliran/contract/access"
import type { Words } from "./office-phrases.ts"

/** The paired screens of a branch. */
export const screensPhrases = {
  title: { id: "Layar cabang", en: "Screens of the branch" },
  line: {
    id: "Kiosk, layar panggilan dan PC loket yang boleh memakai antrean ini.",
    en: "The kiosks, displays and counter PCs that may use this queue.",
  },
  approve: { id: "Setujui layar", en: "Approve a screen" },
  none: { id: "Belum ada layar", en: "No screens yet" },
  noneLine: {
    id: "Buka alamat kiosk, layar panggilan atau loket di perangkat itu. Perangkat menampilkan sebuah kode; masukkan kodenya di sini.",
    en: "Open the address of the kiosk, display or counter on the device. It shows a code; enter that code here.",
  },
  approveLine: {
    id: "Ketik kode yang tampil di layar baru itu. Pastikan Anda melihat sendiri layarnya.",
    en: "Type the code that the new screen shows. Be sure that you see that screen yourself.",
  },
  code: { id: "Kode di layar", en: "Code on the screen" },
  badCode: { id: "Kode terdiri dari delapan huruf.", en: "A code has eight letters." },
  name: { id: "Nama layar", en: "Name of the screen" },
  nameHint: { id: "Misalnya: Kiosk pintu depan", en: "For example: kiosk by the front door" },
  fillInName: { id: "Beri nama layar ini dulu.", en: "Give this screen a name first." },
  atCounter: { id: "Loket (hanya untuk PC loket)", en: "Counter (of a counter PC only)" },
  noCounter: { id: "Bukan PC loket", en: "Not a counter PC" },
  counter: { id: (counter: string) => `Loket ${counter}`, en: (counter: string) => `Counter ${counter}` },
  approved: {
    id: (name: string) => `“${name}” sudah disetujui. Layarnya menyala dalam beberapa detik.`,
    en: (name: string) => `“${name}” is approved. It comes alive within a few seconds.`,
  },
  connected: { id: "Tersambung", en: "Connected" },
  build: { id: (build: string) => `Versi ${build}`, en: (build: string) => `Version ${build}` },
  lookAgain: { id: "Periksa lagi", en: "Look again" },
  seen: { id: "Terlihat", en: "Seen" },
  neverSeen: { id: "Belum pernah terlihat", en: "Not seen yet" },
  pairedBy: {
    id: (when: string, who: string) => `Disetujui ${when} oleh ${who}`,
    en: (when: string, who: string) => `Approved ${when} by ${who}`,
  },
  rename: { id: "Ganti nama", en: "Rename" },
  renameTitle: { id: (name: string) => `Ganti nama “${name}”`, en: (name: string) => `Rename “${name}”` },
  renamed: {
    id: (name: string) => `Sekarang bernama “${name}”.`,
    en: (name: string) => `It is “${name}” now.`,
  },
  revoke: { id: "Cabut", en: "Revoke" },
  revokeTitle: { id: (name: string) => `Cabut “${name}”?`, en: (name: string) => `Revoke “${name}”?` },
  revokeLine: {
    id: "Layar ini langsung terputus, dan hanya kembali dengan kode baru. Antrean dan nomor yang sudah diambil tidak berubah.",
    en: "The screen is cut off at once, and comes back with a new code only. The queue and the tickets that were taken do not change.",
  },
  revokeVerb: { id: "Cabut layar ini", en: "Revoke this screen" },
  revokedNow: {
    id: (name: string) => `“${name}” sudah dicabut dan terputus.`,
    en: (name: string) => `“${name}” is revoked and cut off.`,
  },
  revokedList: {
    id: (count: number) => `Sudah dicabut (${count})`,
    en: (count: number) => `Revoked (${count})`,
  },
  revokedAt: { id: (when: string) => `Dicabut ${when}`, en: (when: string) => `Revoked ${when}` },
} as const satisfies PhraseBook

export const kindWords: Readonly<Record<DeviceKind, Words>> = {
  kiosk: { id: "Kiosk", en: "Kiosk" },
  display: { id: "Layar panggilan", en: "Display" },
  counter: { id: "PC loket", en: "Counter PC" },
}
