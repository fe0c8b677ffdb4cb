/** A language that does not travel with the page. */
export interface OtherLanguage {
  readonly tag: string
  readonly name: string
  readonly short?: string
  readonly locale: string
  /** Whose words stand in where it has none; Indonesian if left out. */
  readonly instead?: string
  readonly load: () => Promise<object>
}

/** The build puts every catalogue here that lies in `packages/languages/` besides Indonesian and English. */
export const otherLanguages: readonly OtherLanguage[] = []
