/** The demo branch's kiosk and counter 1, by the API. */
export interface Demo {
  take(count: number): Promise<void>
  call(): Promise<void>
  /** Serves and finishes who was called last. */
  finish(): Promise<void>
  callAndFinish(): Promise<void>
}

export async function demoOf(url: string): Promise<Demo> {
  const json = { "content-type": "application/json" }
  const ask = async (path: string, body: object, headers: Readonly<Record<string, string>> = {}) => {
    const answer = await fetch(url + path, {
      method: "POST",
      headers: { ...json, ...headers },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as { token: string; ticket: { id: string } }
  }
  const as = async (screen: "kiosk" | "counter") => {
    const { token } = await ask("/v1/demo/session", { screen })
    return (path: string, body: object = {}) =>
      ask(`/v1/branches/demo${path}`, body, { authorization: `Bearer ${token}` })
  }
  const [kiosk, staff] = [await as("kiosk"), await as("counter")]
  await staff("/counters/1/open")
  let inHand = ""
  const call = async () => {
    inHand = (await staff("/counters/1/call-next")).ticket.id
  }
  const finish = async () => {
    await staff(`/tickets/${inHand}/serve`)
    await staff(`/tickets/${inHand}/finish`)
  }
  return {
    call,
    finish,
    async take(count) {
      for (let n = 0; n < count; n++) await kiosk("/tickets", { serviceId: "setor-tarik" })
    },
    async callAndFinish() {
      await call()
      await finish()
    },
  }
}
