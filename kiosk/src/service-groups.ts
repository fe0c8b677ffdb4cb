import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { Text } from "@giliran/contract/basics"
import type { ServiceCard } from "@giliran/contract/kiosk-view"
import { kioskPhrases } from "./phrases.ts"

/** A card on the first screen: a service itself, or a door to several. */
export type Choice =
  | { readonly kind: "service"; readonly service: ServiceCard }
  | { readonly kind: "group"; readonly name: Text; readonly services: readonly ServiceCard[] }

const direct = 6

/** What the services without a group are called together, as a plan would have it. */
export const restNameIn = (language: ScreenLanguage): Text => ({
  id: inLanguage(kioskPhrases, "id").otherServices,
  en: inLanguage(kioskPhrases, "en").otherServices,
  [language]: inLanguage(kioskPhrases, language).otherServices,
})

/**
 * Up to six services stand on the first screen themselves. More are shown by the plan's groups, in the order of each
 * group's first service; a group of one is that service, and what has no group stands together at the end.
 */
export const choicesOf = (services: readonly ServiceCard[], restName: Text): readonly Choice[] => {
  if (services.length <= direct) return services.map((service) => ({ kind: "service", service }))
  const grouped = new Map<string, ServiceCard[]>()
  const rest: ServiceCard[] = []
  for (const service of services) {
    if (service.group === null) rest.push(service)
    else grouped.set(service.group.id, [...(grouped.get(service.group.id) ?? []), service])
  }
  // A plan without groups: the services themselves, on pages.
  if (grouped.size === 0) return services.map((service) => ({ kind: "service", service }))
  return [...grouped.values(), ...(rest.length > 0 ? [rest] : [])].flatMap((members): Choice[] => {
    const [first] = members
    if (first === undefined) return []
    if (members.length === 1) return [{ kind: "service", service: first }]
    return [{ kind: "group", name: first.group ?? restName, services: members }]
  })
}

/** The services of a group, found again by its Indonesian name. */
export const servicesOfGroup = (
  services: readonly ServiceCard[],
  group: string,
  restName: Text,
): readonly ServiceCard[] => services.filter((service) => (service.group ?? restName).id === group)
