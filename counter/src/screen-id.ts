/**
 * A name for this tab. It survives a reload, and two tabs never share one: a duplicated tab inherits the session
 * storage of its original, so a tab that starts asks the others whether its name is in use.
 */
export interface ScreenId {
  readonly id: string
  /** Called when an older tab turns out to have this name after all; this tab has a new one by then. */
  readonly onRenamed: (renamed: (id: string) => void) => void
}

type Word = { readonly ask: string; readonly tab: string } | { readonly mine: string; readonly tab: string }

const STORAGE_KEY = "giliran.screen-id"
const CHANNEL = "giliran-screens"
/** Long enough for a busy tab to answer, short enough that nobody notices. */
const ANSWER_MS = 200

export async function claimScreenId(storage: Storage = sessionStorage): Promise<ScreenId> {
  let renamed: ((id: string) => void) | null = null
  let id = storage.getItem(STORAGE_KEY) ?? newId()
  storage.setItem(STORAGE_KEY, id)
  const rename = () => {
    id = newId()
    storage.setItem(STORAGE_KEY, id)
    renamed?.(id)
  }
  await keepToMyself(() => id, rename)
  return {
    get id() {
      return id
    },
    onRenamed: (listener) => {
      renamed = listener
    },
  }
}

/** Ask for the name, and from then on answer those who ask for it. Without BroadcastChannel the name is trusted. */
function keepToMyself(id: () => string, rename: () => void): Promise<void> {
  if (typeof BroadcastChannel === "undefined") return Promise.resolve()
  const channel = new BroadcastChannel(CHANNEL)
  /** Settles who is first when two tabs ask at the same moment: the smaller stays. */
  const tab = newId()
  let isSettled = false
  const say = (word: Word) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays within its origin
    channel.postMessage(word)
  }
  channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
    if (data.tab === tab) return
    if ("mine" in data) {
      if (data.mine === id()) rename()
    } else if (data.ask === id() && (isSettled || tab < data.tab)) {
      say({ mine: id(), tab })
    }
  })
  say({ ask: id(), tab })
  return new Promise((settled) => {
    setTimeout(() => {
      isSettled = true
      settled()
    }, ANSWER_MS)
  })
}

/** 96 random bits. `crypto.randomUUID` would need https, which a branch's own network may not have. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
}
