import { type CounterId, ServiceId } from "@giliran/contract/basics"
import { CounterView } from "@giliran/contract/counter-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { type BranchApi, CannotReplay, expectGood } from "./branch-api.ts"
import type { StaffedCounter } from "./counter-post.ts"
import type { Customer } from "../../server/tools/recorded-days.ts"
import { shiftsOf, tellersAtOnce } from "./teller-shifts.ts"

export interface StaffedBranch {
  readonly counters: readonly StaffedCounter[]
  readonly serviceFor: (serviceType: string) => ServiceId
  /** The ledger's seq before the first ticket. */
  readonly version: number
  /** Closes the counters that were opened here. */
  goHome(): Promise<void>
}

/** Opens as many counters as tellers were busy at once, or all that nobody holds. `say` tells what is not as recorded. */
export async function staffBranch(
  api: BranchApi,
  customers: readonly Customer[],
  say: (sentence: string) => void,
): Promise<StaffedBranch> {
  const kiosk = KioskView.parse(expectGood(await api.get("/views/kiosk"), "looking at the branch"))
  refuseClosed(kiosk)
  const free = await freeCounters(api)
  if (free.length === 0)
    throw new CannotReplay("Every counter of the branch is held by somebody: close one first.")
  const wanted = tellersAtOnce(customers)
  if (free.length < wanted)
    say(
      `${wanted} tellers were busy at once and ${free.length} counters are free: waits will be longer than recorded (--prepare gives the branch enough).`,
    )
  const shifts = shiftsOf(customers, free.length)
  const counters: StaffedCounter[] = []
  const goHome = async () => {
    await Promise.all(counters.map(({ id }) => api.post(`/counters/${id}/close`)))
  }
  try {
    for (const [index, shift] of shifts.entries()) {
      const id = free[index]
      if (id !== undefined) counters.push({ id, shift, serviceIds: await openCounter(api, id) })
    }
  } catch (error) {
    await goHome()
    throw error
  }
  const open = kiosk.services.filter(
    ({ id, availability }) =>
      availability.status === "open" && counters.some(({ serviceIds }) => serviceIds.has(id)),
  )
  const serviceFor = mapServices(
    customers,
    open.map(({ id }) => id),
  )
  return { counters, serviceFor, version: kiosk.version, goHome }
}

function refuseClosed({ opening }: KioskView): void {
  if (opening.status === "open") return
  const state = opening.status === "paused" ? "has paused taking" : "is closed now"
  throw new CannotReplay(
    `The branch ${state} and gives no numbers: open it, or replay with --prepare and a manager's token.`,
  )
}

function tellerOf(counterId: CounterId) {
  return { id: `replay-${counterId}`, name: `Replay ${counterId}` }
}

/** Closed, or left open and empty-handed by a replay that was interrupted. */
async function freeCounters(api: BranchApi): Promise<readonly CounterId[]> {
  const body = expectGood(await api.get("/counters"), "asking for the counters")
  const { counters } = body as {
    counters: { id: CounterId; status: string; teller: { id: string } | null }[]
  }
  const free: CounterId[] = []
  for (const { id, status, teller } of counters) {
    if (status === "closed") free.push(id)
    else if (teller?.id === tellerOf(id).id && (await viewOf(api, id)).ticket === null) free.push(id)
  }
  return free
}

async function openCounter(api: BranchApi, id: CounterId): Promise<ReadonlySet<ServiceId>> {
  expectGood(await api.post(`/counters/${id}/open`, { teller: tellerOf(id) }), `opening counter ${id}`)
  const { services } = await viewOf(api, id)
  return new Set(services.filter(({ isMine }) => isMine).map((service) => service.id))
}

async function viewOf(api: BranchApi, id: CounterId): Promise<CounterView> {
  return CounterView.parse(
    expectGood(await api.get(`/views/counter?counter=${id}`), `looking at counter ${id}`),
  )
}

/** A service of the same name, or else the busiest type to the branch's first service, and so on around. */
function mapServices(
  customers: readonly Customer[],
  serviceIds: readonly ServiceId[],
): (type: string) => ServiceId {
  const counts = new Map<string, number>()
  for (const { serviceType } of customers) counts.set(serviceType, (counts.get(serviceType) ?? 0) + 1)
  const byCount = [...counts.keys()].toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  const services = new Map<string, ServiceId>()
  for (const [index, type] of byCount.entries()) {
    const sameName = serviceIds.find((id) => id === type.toLowerCase())
    const service = sameName ?? serviceIds[index % serviceIds.length]
    if (service === undefined)
      throw new CannotReplay("No service of the branch is open at a counter that is free.")
    services.set(type, service)
  }
  return (type) => services.get(type) ?? ServiceId.parse(type.toLowerCase())
}
