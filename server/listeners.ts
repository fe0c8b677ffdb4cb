/** Who is told of something, each with the way to stop listening. */
export interface Listeners<News extends readonly unknown[]> {
  readonly add: (listener: (...news: News) => void) => () => void
  readonly tell: (...news: News) => void
}

export function listenersOf<News extends readonly unknown[]>(): Listeners<News> {
  const all = new Set<(...news: News) => void>()
  return {
    add(listener) {
      all.add(listener)
      return () => all.delete(listener)
    },
    tell(...news) {
      for (const listener of all) listener(...news)
    },
  }
}
