import type { BranchId } from "@giliran/contract/basics"
import { Plan } from "@giliran/contract/plan"
import { demoCustomers } from "./demo-customers.ts"
import type { Ledger } from "../branch/ledger.ts"
import type { CustomerTable } from "../customers/customer-table.ts"
import type { PlanTable } from "../plans/plan-table.ts"
import type { World } from "../world.ts"

export const demoBranchId = "demo" as BranchId

export interface SeedNeeds {
  readonly ledger: Pick<Ledger, "branches">
  readonly plans: Pick<PlanTable, "save">
  readonly customers: Pick<CustomerTable, "import">
  readonly world: Pick<World, "now">
}

/**
 * Adds the demo branch where there is none, with priority customers of its own where there is a key to recognise them by.
 * Returns whether it did.
 */
export async function seedDemoBranch(needs: SeedNeeds, customerKey: Buffer | null = null): Promise<boolean> {
  const { ledger, plans, world } = needs
  const branches = await ledger.branches()
  if (branches.some(({ id }) => id === demoBranchId)) return false
  await plans.save({ id: demoBranchId, name: demoPlan.name, createdAt: world.now(), plan: demoPlan })
  if (customerKey) await seedDemoCustomers(needs, customerKey)
  return true
}

/** Makes the demo branch's own customers known, where they are not. */
export async function seedDemoCustomers(
  { customers, world }: Pick<SeedNeeds, "customers" | "world">,
  customerKey: Buffer,
): Promise<void> {
  await customers.import({
    pages: demoCustomers(customerKey, demoBranchId),
    branchId: demoBranchId,
    isReplacing: false,
    fileName: "the demo",
    at: world.now(),
    actor: "seed",
    address: "here",
  })
}

const minutes = (count: number) => count * 60_000

const idCard = { id: "KTP asli", en: "Your original ID card (KTP)" }
const passbook = { id: "Buku tabungan", en: "Your passbook" }
const debitCard = { id: "Kartu debit", en: "Your debit card" }
const taxCard = { id: "NPWP, bila ada", en: "Your tax number (NPWP), if you have one" }

/** A branch as one finds it in Jakarta, but open day and night, so that the demo works at any hour. */
export const demoPlan: Plan = Plan.parse({
  branchId: demoBranchId,
  name: "Cabang Senopati, Jakarta",
  zone: "Asia/Jakarta",
  cutOver: "00:00",
  languages: ["id", "en"],
  brand: { bankName: "Bank Nusantara Jaya" },
  hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
  classes: {
    regular: { headStartMs: 0, rate: 1 },
    priority: { headStartMs: minutes(10), rate: 1 },
    care: { headStartMs: minutes(15), rate: 1 },
  },
  services: [
    {
      id: "setor-tarik",
      letter: "A",
      name: { id: "Setoran & Tarik Tunai", en: "Cash deposit & withdrawal" },
      line: {
        id: "Setor, tarik, transfer, dan bayar tagihan",
        en: "Pay in, take out, transfer and pay bills",
      },
      bring: [
        passbook,
        debitCard,
        {
          id: "KTP asli untuk penarikan di atas Rp100 juta",
          en: "Your original ID card (KTP) to withdraw over Rp100 million",
        },
      ],
      cost: { id: "Tanpa biaya untuk rekening sendiri", en: "Free for your own account" },
      targetWaitMs: minutes(15),
      expectedServiceMs: minutes(4),
    },
    {
      id: "buka-rekening",
      letter: "B",
      name: { id: "Pembukaan Rekening", en: "Open an account" },
      line: { id: "Tabungan, giro, dan rekening anak", en: "Savings, current and children's accounts" },
      bring: [
        idCard,
        taxCard,
        { id: "Nomor ponsel yang aktif", en: "A mobile number that works" },
        {
          id: "Kartu Keluarga dan akta lahir untuk rekening anak",
          en: "Family card and birth certificate for a child's account",
        },
      ],
      cost: { id: "Setoran awal mulai Rp100.000", en: "First deposit from Rp100,000" },
      targetWaitMs: minutes(20),
      expectedServiceMs: minutes(18),
    },
    {
      id: "kartu-ebanking",
      letter: "C",
      name: { id: "Kartu & E-Banking", en: "Cards & e-banking" },
      line: {
        id: "Kartu hilang atau tertelan, PIN, dan aplikasi",
        en: "Lost or kept cards, PIN and the app",
      },
      bring: [
        idCard,
        passbook,
        { id: "Ponsel dengan nomor yang terdaftar", en: "Your phone with the registered number" },
        {
          id: "Surat kehilangan dari kepolisian, bila kartu hilang",
          en: "A police report, if your card is lost",
        },
      ],
      cost: { id: "Penggantian kartu Rp15.000", en: "New card Rp15,000" },
      targetWaitMs: minutes(20),
      expectedServiceMs: minutes(9),
    },
    {
      id: "kredit",
      letter: "D",
      name: { id: "Kredit & Pinjaman", en: "Loans & credit" },
      line: { id: "KPR, kendaraan, dan usaha", en: "Home, vehicle and business loans" },
      bring: [
        idCard,
        { id: "Kartu Keluarga", en: "Family card" },
        {
          id: "Slip gaji atau laporan usaha tiga bulan terakhir",
          en: "Payslips or business records of the last three months",
        },
        taxCard,
      ],
      cost: { id: "Konsultasi tanpa biaya", en: "Advice is free" },
      targetWaitMs: minutes(30),
      expectedServiceMs: minutes(25),
    },
    {
      id: "valas",
      letter: "E",
      name: { id: "Valas & Kiriman Luar Negeri", en: "Foreign exchange & remittance" },
      line: { id: "Tukar mata uang dan kirim ke luar negeri", en: "Change money and send it abroad" },
      bring: [
        { id: "KTP asli atau paspor", en: "Your original ID card (KTP) or passport" },
        { id: "Data bank penerima untuk kiriman", en: "The recipient's bank details, to send money" },
      ],
      cost: { id: "Kurs hari ini; kiriman mulai Rp50.000", en: "Today's rate; remittance from Rp50,000" },
      targetWaitMs: minutes(15),
      expectedServiceMs: minutes(8),
    },
    {
      id: "deposito",
      letter: "F",
      name: { id: "Deposito & Investasi", en: "Time deposits & investments" },
      line: {
        id: "Deposito, reksa dana, dan obligasi negara",
        en: "Time deposits, funds and government bonds",
      },
      bring: [
        idCard,
        taxCard,
        { id: "Bilyet deposito untuk pencairan", en: "The deposit certificate, to cash it in" },
      ],
      cost: { id: "Deposito mulai Rp8.000.000", en: "Time deposits from Rp8,000,000" },
      targetWaitMs: minutes(20),
      expectedServiceMs: minutes(15),
    },
  ],
  counters: [
    { id: "1", serviceIds: ["setor-tarik"] },
    { id: "2", serviceIds: ["setor-tarik"] },
    { id: "3", serviceIds: ["setor-tarik", "valas"] },
    { id: "4", serviceIds: ["buka-rekening", "kartu-ebanking", "deposito"] },
    { id: "5", serviceIds: ["kredit", "deposito", "buka-rekening", "kartu-ebanking"] },
  ],
  calls: { recallGapMs: 15_000, attemptLimit: 3, undoWithinMs: minutes(1) },
  grace: { kind: "after-tickets", count: 2, withinMs: minutes(30) },
  numbering: { digits: 3, first: 1 },
  pauseReasons: [
    { id: "break", name: { id: "Istirahat", en: "Break" } },
    { id: "prayer", name: { id: "Salat", en: "Prayer" } },
    { id: "meeting", name: { id: "Rapat", en: "Meeting" } },
    { id: "paperwork", name: { id: "Urusan administrasi", en: "Paperwork" } },
  ],
})
