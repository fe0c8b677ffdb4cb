import type { Instant } from "@giliran/contract/basics"
import type { TicketClass } from "@giliran/contract/ticket"
import { realWorld, type World } from "../../server/world.ts"

/** A clock that a picture sets: it goes on by itself from 09:00 in Jakarta and jumps when told. */
export function morningClock() {
  const start = Date.UTC(2026, 10, 24, 2, 0)
  const begun = performance.now()
  let jumped = 0
  const now = () => (start + jumped + Math.floor(performance.now() - begun)) as Instant
  const world: World = { ...realWorld, now }
  return {
    world,
    passMinutes(minutes: number) {
      jumped += minutes * 60_000
    },
    now,
  }
}

interface Branch {
  readonly url: string
  readonly token: (screen: "kiosk" | "counter") => Promise<string>
}

interface Arrival {
  readonly afterMinutes: number
  readonly serviceId: string
  readonly class?: TicketClass
}

const arrivals: readonly Arrival[] = [
  { afterMinutes: 1, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "setor-tarik" },
  { afterMinutes: 2, serviceId: "kartu-ebanking" },
  { afterMinutes: 2, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "buka-rekening" },
  { afterMinutes: 3, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "valas" },
  { afterMinutes: 2, serviceId: "setor-tarik", class: "care" },
  { afterMinutes: 1, serviceId: "kredit" },
  { afterMinutes: 2, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "kartu-ebanking" },
  { afterMinutes: 2, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "buka-rekening", class: "priority" },
  { afterMinutes: 1, serviceId: "deposito" },
  { afterMinutes: 1, serviceId: "setor-tarik" },
  { afterMinutes: 2, serviceId: "setor-tarik" },
  { afterMinutes: 1, serviceId: "kartu-ebanking" },
]

const tellers = {
  "1": "Rangga Putra",
  "2": "Sari Dewi",
  "3": "Made Wirawan",
  "4": "Intan Lestari",
  "5": "Yusuf Hakim",
}

/** Half an hour of a believable morning: everybody at work, some served, a dozen waiting. Returns the teller of counter 2's ticket. */
export async function liveThroughMorning(
  branch: Branch,
  passMinutes: (minutes: number) => void,
): Promise<void> {
  const kiosk = await branch.token("kiosk")
  const staff = await branch.token("counter")
  const post = async (token: string, path: string, body: object = {}) => {
    const answer = await fetch(`${branch.url}/v1/branches/demo${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { ticket: { id: string } }
  }
  for (const [counterId, name] of Object.entries(tellers))
    if (counterId !== "2")
      await post(staff, `/counters/${counterId}/open`, {
        teller: { id: name.toLowerCase().replace(" ", "."), name },
      })
  for (const { afterMinutes, ...wish } of arrivals) {
    passMinutes(afterMinutes)
    // Staff knows the priority customer at the door.
    if (wish.class === "priority")
      await post(staff, "/tickets", { ...wish, reason: "Nasabah dikenal petugas" })
    else await post(kiosk, "/tickets", wish)
  }
  for (const counterId of ["1", "4", "3", "5"]) {
    passMinutes(1)
    const { ticket } = await post(staff, `/counters/${counterId}/call-next`)
    await post(staff, `/tickets/${ticket.id}/serve`)
  }
}
