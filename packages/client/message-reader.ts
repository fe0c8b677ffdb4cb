import { parse } from "@formatjs/icu-messageformat-parser"
import type { MessageElement } from "./message-element.ts"

/** Reads an ICU message; throws where it cannot. */
export type ReadMessage = (text: string) => readonly MessageElement[]

/** On the server and in tests. The build puts null here: what it has read already, no page needs to. */
export const readAtOnce: ReadMessage | null = (text) =>
  parse(text, { ignoreTag: true }) as unknown as readonly MessageElement[]
