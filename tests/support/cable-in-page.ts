// Each function here is sent to a page and runs there alone, with nothing of its file around it.
// oxlint-disable unicorn/consistent-function-scoping

/** What the page's half of the cable finds in its window. */
interface Doors {
  cableIsThere(): Promise<boolean>
  cableOpen(): Promise<boolean>
  cableWrite(text: string): Promise<boolean>
  cableRead(): Promise<string | null>
  cableClose(): Promise<void>
  cableAside(request: number): Promise<number>
}

/** Runs in the page: one printer on USB, as WebUSB shows it. What a real browser refuses, it refuses. */
export function installUsb(hasAnswers: boolean): void {
  const doors = window as unknown as Doors
  const wrong = (name: string) => new DOMException(`The fake refuses: ${name}`, name)
  const packetSize = 64
  const endpoint = (endpointNumber: number, direction: string) => ({
    endpointNumber,
    direction,
    type: "bulk",
    packetSize,
  })
  const configuration = {
    configurationValue: 1,
    interfaces: [
      { interfaceNumber: 0, alternates: [{ alternateSetting: 0, interfaceClass: 3, endpoints: [] }] },
      {
        interfaceNumber: 1,
        alternates: [
          {
            alternateSetting: 0,
            interfaceClass: 7,
            endpoints: [endpoint(2, "out"), ...(hasAnswers ? [endpoint(1, "in")] : [])],
          },
        ],
      },
    ],
  }
  let isClaimed = false
  let rest = new Uint8Array()
  const device = {
    configurations: [configuration],
    configuration: null as typeof configuration | null,
    async open() {
      if (!(await doors.cableOpen())) throw wrong("NetworkError")
    },
    async selectConfiguration() {
      device.configuration = configuration
    },
    async claimInterface(number: number) {
      if (device.configuration === null || number !== 1) throw wrong("InvalidStateError")
      isClaimed = true
    },
    async transferOut(number: number, bytes: Uint8Array) {
      if (!isClaimed || number !== 2) throw wrong("NotFoundError")
      let text = ""
      for (const byte of bytes) text += String.fromCharCode(byte)
      if (!(await doors.cableWrite(btoa(text)))) throw wrong("NetworkError")
      return { status: "ok", bytesWritten: bytes.length }
    },
    async transferIn(number: number, length: number) {
      if (!isClaimed || number !== 1) throw wrong("NotFoundError")
      if (rest.length === 0) {
        const text = await doors.cableRead()
        if (text === null) throw wrong("NetworkError")
        rest = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
      }
      const packet = rest.slice(0, length)
      rest = rest.slice(length)
      return { status: "ok", data: new DataView(packet.buffer) }
    },
    async controlTransferIn({ request, index }: { request: number; index: number }) {
      if (!isClaimed || index !== 1) throw wrong("NotFoundError")
      const answer = Uint8Array.of(await doors.cableAside(request))
      return { status: "ok", data: new DataView(answer.buffer) }
    },
    async controlTransferOut({ request, index }: { request: number; index: number }) {
      if (!isClaimed || index !== 1) throw wrong("NotFoundError")
      await doors.cableAside(request)
      return { status: "ok", bytesWritten: 0 }
    },
    async close() {
      isClaimed = false
      device.configuration = null
      rest = new Uint8Array()
      await doors.cableClose()
    },
  }
  const usb = Object.assign(new EventTarget(), {
    getDevices: async () => ((await doors.cableIsThere()) ? [device] : []),
  })
  Object.defineProperty(navigator, "usb", { value: usb })
}

/** Runs in the page: one serial port, as Web Serial shows it. It closes only when nobody holds its streams. */
export function installSerial(): void {
  const doors = window as unknown as Doors
  const wrong = (name: string) => new DOMException(`The fake refuses: ${name}`, name)
  let makeNoise = () => {}
  const port = {
    readable: null as ReadableStream<Uint8Array> | null,
    writable: null as WritableStream<Uint8Array> | null,
    async open({ baudRate }: { baudRate: number }) {
      if (port.readable || port.writable) throw wrong("InvalidStateError")
      if (baudRate !== 115200 || !(await doors.cableOpen())) throw wrong("NetworkError")
      port.readable = reading()
      port.writable = new WritableStream({
        async write(bytes) {
          let text = ""
          for (const byte of bytes) text += String.fromCharCode(byte)
          if (!(await doors.cableWrite(btoa(text)))) throw wrong("NetworkError")
        },
      })
    },
    async close() {
      if (port.readable?.locked || port.writable?.locked) throw new TypeError("A stream is still held")
      port.readable = null
      port.writable = null
      await doors.cableClose()
    },
  }
  const reading = (): ReadableStream<Uint8Array> =>
    new ReadableStream(
      {
        start(controller) {
          makeNoise = () => {
            port.readable = reading()
            controller.error(wrong("FramingError"))
          }
        },
        async pull(controller) {
          const text = await doors.cableRead()
          if (text === null) {
            port.readable = null
            controller.error(wrong("NetworkError"))
          } else controller.enqueue(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)))
        },
      },
      { highWaterMark: 0 },
    )
  const serial = Object.assign(new EventTarget(), {
    getPorts: async () => ((await doors.cableIsThere()) ? [port] : []),
  })
  Object.defineProperty(navigator, "serial", { value: serial })
  Object.assign(navigator, { makeNoise: () => makeNoise() })
}
