/** As many names stand side by side on a wide glass; long ones need more room each. */
const PER_PAGE = 4
const PER_PAGE_OF_LONG = 3
const LONG_NAME = 20

/** Pages as even as can be: five services are three and two, never four and one. */
export function pagesOf<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  most = PER_PAGE,
): readonly (readonly Entry[])[] {
  const hasLong = entries.some((entry) => nameOf(entry).length > LONG_NAME)
  const pageCount = Math.ceil(entries.length / Math.min(most, hasLong ? PER_PAGE_OF_LONG : PER_PAGE))
  const perPage = Math.ceil(entries.length / Math.max(pageCount, 1))
  return Array.from({ length: pageCount }, (_, page) => entries.slice(page * perPage, (page + 1) * perPage))
}
