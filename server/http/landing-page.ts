/** Pages that the server draws by itself: the way to the apps, and what to do when they are not there yet. */

/** Inside the page, and known to its policy by its digest. */
export const landingStyle = `
  :root { color-scheme: light; font: 450 18px/1.45 "Plus Jakarta Sans", system-ui, "Segoe UI", "Noto Sans", sans-serif; color: #10211f; background: #faf8f3 }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center }
  main { width: min(34rem, 100vw - 3rem); padding: 3rem 0 }
  h1 { font-size: 2.5rem; line-height: 1.12; letter-spacing: -0.02em; margin: 0 0 0.5rem; color: #0b5b59 }
  p { margin: 0 0 1.5rem; color: #4b5c59 }
  nav { border-top: 1px solid #dcd7cb }
  a { display: flex; gap: 1rem; align-items: baseline; padding: 1.125rem 0; border-bottom: 1px solid #dcd7cb; color: inherit; text-decoration: none }
  a strong { width: 6rem }
  a span { color: #4b5c59 }
  a:hover strong, a:focus-visible strong { color: #0b5b59; text-decoration: underline; text-underline-offset: 0.25em }
  pre { padding: 1rem 1.25rem; border: 1px solid #dcd7cb; border-radius: 12px; background: #fff }
`

export const landingPage = pageOf(
  "Giliran",
  `<h1>Giliran</h1>
  <p lang="id">Antrean cabang: ambil nomor, dipanggil, dilayani.</p>
  <nav>
    <a href="/kiosk/"><strong>Kiosk</strong><span>where customers take a number</span></a>
    <a href="/display/"><strong>Display</strong><span>where the hall sees and hears the call</span></a>
    <a href="/counter/"><strong>Counter</strong><span>where a teller calls and serves</span></a>
    <a href="/office/"><strong>Office</strong><span>screens, staff and the audit, for whoever answers for the branch</span></a>
    <a href="/openapi.json"><strong>API</strong><span>everything the screens do, as OpenAPI 3.1</span></a>
  </nav>`,
)

export function notBuiltPage(path: string): string {
  return pageOf(
    "Giliran",
    `<h1>This screen is not built yet</h1>
    <p>The server runs, but the files of <code>${path}</code> are missing. Run this in Giliran's folder, then load the page again:</p>
    <pre>npm start</pre>
    <p>or, without starting the server, <code>pnpm build</code>.</p>`,
  )
}

function pageOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${landingStyle}</style>
</head>
<body><main>
  ${body}
</main></body>
</html>
`
}
