import type { CounterAction } from "@giliran/contract/counter-view"

/** What a key asks for: an action of the server's, or a sheet of this screen. */
export type DeskCommand =
  | "primary"
  | "recall"
  | "finish"
  | "no-show"
  | "park"
  | "transfer"
  | "undo"
  | "why"
  | "reclass"
  | "call-by-number"
  | "parked"
  | "missed"
  | "pause"
  | "come"
  | "help"

export interface KeyPress {
  readonly key: string
  readonly isRepeat: boolean
  readonly hasModifier: boolean
  /** The key goes into a field, a list or an open dialog. */
  readonly isTyping: boolean
}

/** The first key of each is the one that its button shows. */
export const KEYS: Readonly<Record<DeskCommand, readonly [string, ...string[]]>> = {
  primary: [" ", "n"],
  recall: ["r"],
  finish: ["f"],
  "no-show": ["x"],
  park: ["p"],
  transfer: ["t"],
  undo: ["u"],
  why: ["w"],
  reclass: ["k"],
  "call-by-number": ["c"],
  parked: ["l"],
  missed: ["m"],
  pause: ["b"],
  come: ["h"],
  help: ["?"],
}

export const DESK_COMMANDS = Object.keys(KEYS) as readonly DeskCommand[]

/** A held key counts once, a key with Ctrl, Alt or Meta belongs to the browser, and a typed one to its field. */
export function commandOfKey(press: KeyPress, isOn: boolean): DeskCommand | null {
  if (press.isRepeat || press.hasModifier || press.isTyping) return null
  const key = press.key.toLowerCase()
  const command = DESK_COMMANDS.find((candidate) => KEYS[candidate].includes(key)) ?? null
  // Help stays reachable: it is where shortcuts are switched on again.
  return isOn || command === "help" ? command : null
}

/** The action that the server must allow before a command makes sense. Null: a sheet that may always be opened. */
export function neededAction(command: DeskCommand, isPaused: boolean): CounterAction | null {
  switch (command) {
    case "recall":
      return "recall-ticket"
    case "finish":
      return "finish-ticket"
    case "no-show":
      return "no-show-ticket"
    case "park":
      return "park-ticket"
    case "transfer":
      return "transfer-ticket"
    case "undo":
      return "undo-call"
    case "call-by-number":
      return "call-ticket"
    case "pause":
      return isPaused ? "resume-counter" : "pause-counter"
    default:
      return null
  }
}
