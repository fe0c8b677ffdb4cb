// oxlint-disable-next-line import/no-unassigned-import -- it puts itself in place
import "abortcontroller-polyfill/dist/polyfill-patch-fetch"

/** What Chromium 63 lacks of the web's own parts; what it lacks of the language comes from core-js. Only the legacy build loads this. */

if (!("timeout" in AbortSignal))
  Object.defineProperty(AbortSignal, "timeout", {
    value: (ms: number) => {
      const aborter = new AbortController()
      setTimeout(() => aborter.abort(), ms)
      return aborter.signal
    },
  })
