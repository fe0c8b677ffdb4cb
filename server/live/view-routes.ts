import { CounterId } from "@giliran/contract/basics"
import { CounterView } from "@giliran/contract/counter-view"
import { DisplayView } from "@giliran/contract/display-view"
import { KioskView } from "@giliran/contract/kiosk-view"
import { z } from "@hono/zod-openapi"
import { may } from "../access/may.ts"
import type { Api } from "../http/api.ts"
import { Denied } from "../http/denied.ts"
import { route } from "../http/route.ts"
import { assembleView } from "./assemble-view.ts"
import type { NewsDesk } from "./news.ts"

const CounterQuery = z.strictObject({ counter: CounterId })

/** What screens show, once, for whoever asks. */
export function viewRoutes(api: Api, news: Pick<NewsDesk, "of">): void {
  const reading = { method: "get", tag: "reading" } as const

  for (const [kind, answer] of [
    ["kiosk", KioskView],
    ["display", DisplayView],
  ] as const)
    route(
      api,
      {
        ...reading,
        path: `/v1/branches/{branch}/views/${kind}`,
        compressed: "whole",
        who: `see-${kind}`,
        summary: `What a ${kind} shows`,
        answer,
      },
      ({ room, language }) => {
        const view = assembleView({ kind }, room, news)
        if (!view) throw new Denied("unexpected", language)
        return view
      },
    )

  route(
    api,
    {
      ...reading,
      path: "/v1/branches/{branch}/views/counter",
      compressed: "whole",
      who: "see-counter",
      summary: "What a counter's screen shows",
      query: CounterQuery,
      answer: CounterView,
    },
    ({ caller, room, query, language }) => {
      const isAdvised = may(caller, "see-advice", room)
      const view = assembleView({ kind: "counter", counterId: query.counter, isAdvised }, room, news)
      if (!view) throw new Denied("unknown-counter", language)
      return view
    },
  )
}
