import type { DeviceKind, DeviceToken } from "@giliran/contract/devices"

/** What a paired screen keeps: in IndexedDB, the only place that keeps a key without showing it. */
export interface KeptDevice {
  readonly keys: CryptoKeyPair
  readonly token: DeviceToken
  /** When it came, by this machine's clock. */
  readonly givenAt: number
  /** The last moment that was sent with a request for a token; the next is later, whatever becomes of the clock. */
  readonly askedAt: number
}

const storeName = "devices"

/** One for each kind of screen that this browser is. Null where there is none, or where the browser keeps nothing. */
export const readDevice = async (kind: DeviceKind): Promise<KeptDevice | null> => {
  try {
    const found: unknown = await inStore("readonly", (store) => store.get(kind))
    return (found as KeptDevice | undefined) ?? null
  } catch {
    return null
  }
}

export const keepDevice = async (kind: DeviceKind, device: KeptDevice): Promise<void> => {
  try {
    await inStore("readwrite", (store) => store.put(device, kind))
  } catch {
    // Without storage the screen is paired until it is loaded again.
  }
}

export const forgetDevice = async (kind: DeviceKind): Promise<void> => {
  try {
    await inStore("readwrite", (store) => store.delete(kind))
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Asks the browser not to throw it away when its disk is full. */
export const keepForGood = (): void => {
  void navigator.storage?.persist?.().catch(() => false)
}

const inStore = async (
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<unknown> => {
  const database = await opened()
  try {
    const transaction = database.transaction(storeName, mode)
    const request = work(transaction.objectStore(storeName))
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve())
      transaction.addEventListener("error", () => reject(transaction.error ?? new Error("Not kept")))
      transaction.addEventListener("abort", () => reject(transaction.error ?? new Error("Not kept")))
    })
    return request.result
  } finally {
    database.close()
  }
}

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("giliran", 1)
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(storeName))
    opening.addEventListener("success", () => resolve(opening.result))
    opening.addEventListener("error", () => reject(opening.error ?? new Error("Not opened")))
  })
