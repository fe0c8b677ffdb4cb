/** A further language as a bank would add it: some phrases, the rest stays Indonesian. */
export const language = { name: "Basa Jawa", locale: "jv-ID", instead: "id" } as const

export const times = {
  anyMoment: "sakedhap malih",
} as const

export const kiosk = {
  greetMorning: "Sugeng enjing.",
  greetMidday: "Sugeng siyang.",
  greetAfternoon: "Sugeng sonten.",
  greetEvening: "Sugeng dalu.",
  invite: "Badhe dipun ladosi punapa dinten punika?",
  openUntil: "Bikak ngantos {time}",
  openUntilMidnight: "Bikak ngantos tengah dalu",
  yourNumber: "Nomer panjenengan",
  peopleAhead: "{count, plural, other {# tiyang}} wonten ngajeng panjenengan",
  youAreNext: "Salajengipun giliran panjenengan",
} as const

export const ticket = {
  yourNumber: "Nomer panjenengan",
  youAreNext: "Salajengipun giliran panjenengan",
} as const
