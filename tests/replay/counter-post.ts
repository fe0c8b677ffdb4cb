import type { CounterId, ServiceId } from "@giliran/contract/basics"
import { TicketCalled } from "@giliran/contract/http-answers"
import { type BranchApi, expectGood } from "./branch-api.ts"
import type { Shift, Turn } from "./teller-shifts.ts"

/** A counter that is open for the replay, and when its tellers of that day were free for a customer. */
export interface StaffedCounter {
  readonly id: CounterId
  readonly serviceIds: ReadonlySet<ServiceId>
  readonly shift: Shift
}

/** A counter at work: its own commands one after another, whatever the others do. */
export class CounterPost {
  readonly counter: StaffedCounter
  readonly turns: Turn[] = []
  isBusy = false
  readySince = 0
  readonly #api: BranchApi
  readonly #servedIds: string[] = []
  #before: Promise<void> = Promise.resolve()

  constructor(counter: StaffedCounter, api: BranchApi) {
    this.counter = counter
    this.#api = api
  }

  getReady(turn: Turn, at: number): void {
    if (this.turns.length === 0) this.readySince = at
    this.turns.push(turn)
  }

  isReady(): boolean {
    return !this.isBusy && this.turns.length > 0
  }

  async callNext(): Promise<{ readonly id: string } | null> {
    await this.#before
    const answer = await this.#api.post(`/counters/${this.counter.id}/call-next`)
    if (!answer.ok && answer.problem.code === "queue-empty") return null
    const { ticket } = TicketCalled.parse(expectGood(answer, "calling the next ticket"))
    this.isBusy = true
    return ticket
  }

  serve(ticketId: string): void {
    this.#then(async () => {
      expectGood(await this.#api.post(`/tickets/${ticketId}/serve`), "serving a ticket")
    })
  }

  finish(ticketId: string): void {
    this.isBusy = false
    this.#then(async () => {
      expectGood(await this.#api.post(`/tickets/${ticketId}/finish`), "finishing a ticket")
      this.#servedIds.push(ticketId)
    })
  }

  async allServed(): Promise<readonly string[]> {
    await this.#before
    return this.#servedIds
  }

  #then(command: () => Promise<void>): void {
    this.#before = this.#before.then(command)
    // Whoever waits for this counter next is told; until then it is not unheard of.
    this.#before.catch(() => {})
  }
}
