import { longest } from "@giliran/contract/written-forms"
import { createApiClient, type Sent } from "@giliran/client/api-client"
import type { CustomerChecked } from "@giliran/contract/http-answers"
import { kiosk } from "./kiosk.ts"
import { settingsStore } from "./settings-store.ts"
import { goTo, type Proving, type Step, visitStore } from "./visit-store.ts"

export const beginProof: Step = { at: "proof", proving: { status: "typing" } }

/** A wait to name when the server named none. */
const usualWaitSeconds = 60

/** A digit of the keypad, or any sign of a reader. On the screens before, a reader's first sign is the way here. */
export const typeSign = (sign: string): void => {
  if (visitStore.getState().step.at !== "proof") goTo(beginProof)
  const { step, typed } = visitStore.getState()
  if (step.at === "proof" && step.proving.status === "typing" && typed.length < longest.customerIdentifier)
    visitStore.setState({ typed: typed + sign })
}

export const eraseLast = (): void => visitStore.setState(({ typed }) => ({ typed: typed.slice(0, -1) }))

export const eraseAll = (): void => visitStore.setState({ typed: "" })

/**
 * Asks whether this is a priority customer. What was typed is forgotten the moment it is sent: by the screen, and by the
 * client too, which is made for this one question because a client remembers what was not answered.
 */
export const prove = async (): Promise<void> => {
  const { step, typed } = visitStore.getState()
  const pairing = kiosk.pairing()
  const identifier = typed.trim()
  if (step.at !== "proof" || step.proving.status !== "typing" || identifier === "" || pairing === null) return
  const checking: Step = { at: "proof", proving: { status: "checking" } }
  goTo(checking)
  const ask = createApiClient({
    credentials: pairing.credentials,
    tries: "until-answered",
    language: () => settingsStore.getState().language,
  })
  const sent = await ask<CustomerChecked>("POST", `/v1/branches/${pairing.branch}/customer-checks`, {
    identifier,
  })
  // The customer went away meanwhile, or the kiosk began anew: the answer is nobody's.
  if (visitStore.getState().step !== checking) return
  if (sent.ok && sent.body.isPriority) {
    return goTo({ at: "class-services", right: { kind: "priority", proof: sent.body.check } })
  }
  goTo({ at: "proof", proving: provingAfter(sent) })
}

const provingAfter = (sent: Sent<CustomerChecked>): Proving => {
  if (sent.ok) return sent.body.isPriority ? { status: "typing" } : { status: sent.body.why }
  if (sent.problem.code !== "too-many-checks") return { status: "not-now" }
  return { status: "too-many", seconds: sent.problem.retryAfterSeconds ?? usualWaitSeconds }
}
