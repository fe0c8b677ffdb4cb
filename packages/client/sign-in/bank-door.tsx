import type { Ask } from "@giliran/client/api-client"
import { inLanguage, type ScreenLanguage } from "@giliran/client/phrases"
import type { SignInOptions } from "@giliran/contract/sessions"
import { type ReactNode, useEffect, useState } from "react"
import { signInPhrases } from "./sign-in-phrases.ts"

/** What the sign-in offers besides a password; null until the server has said. */
export function useSignInOptions(ask: Ask): SignInOptions | null {
  const [options, setOptions] = useState<SignInOptions | null>(null)
  useEffect(() => {
    const look = async () => {
      const sent = await ask<SignInOptions>("GET", "/v1/sign-in")
      if (sent.ok) setOptions(sent.body)
    }
    void look()
  }, [ask])
  return options
}

/** To the bank's own sign-in, and back to this page; nothing where there is none. */
export function BankDoor({
  ask,
  to,
  isProof = false,
  language,
}: {
  ask: Ask
  to: "/counter/" | "/office/"
  /** Asked who it is even of whom the provider knows. */
  isProof?: boolean
  language: ScreenLanguage
}): ReactNode {
  const t = inLanguage(signInPhrases, language)
  const oidc = useSignInOptions(ask)?.oidc
  if (!oidc) return null
  const href = `/v1/sign-in/oidc?to=${encodeURIComponent(to)}${isProof ? "&prove" : ""}`
  return (
    <div className="bank-door">
      <p className="bank-door__or">{t.or}</p>
      <a className="button" data-look="plain" href={href}>
        <span>{isProof ? t.bankProof({ name: oidc.name }) : t.bankSignIn({ name: oidc.name })}</span>
      </a>
      {isProof ? <p className="field__help">{t.bankProofLine}</p> : null}
    </div>
  )
}

/** Why the bank's own sign-in brought nobody back, as its way back says it; at once gone from the address. */
export function takeBankRefusal(): "refused" | "away" | null {
  const why = new URLSearchParams(location.search).get("sign-in")
  if (why !== "refused" && why !== "away") return null
  history.replaceState(null, "", location.pathname + location.hash)
  return why
}
