import { type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { CounterView } from "@giliran/contract/counter-view"

/** A service's name; its id if the plan no longer has it. */
export function serviceName(view: CounterView, serviceId: string, language: ScreenLanguage): string {
  const service = view.services.find((candidate) => candidate.id === serviceId)
  return service ? wordsIn(service.name, language) : serviceId
}
