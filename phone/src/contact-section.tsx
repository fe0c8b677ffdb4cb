import { Button } from "@giliran/client/button.tsx"
import { inLanguage, type ScreenLanguage, wordsIn } from "@giliran/client/phrases"
import type { Ask } from "@giliran/client/api-client"
import { openingTime } from "@giliran/client/times"
import type { TicketContactAnswer } from "@giliran/contract/privacy"
import { Phone, Trash2 } from "lucide-react"
import { type ReactNode, useId, useState } from "react"
import { ticketPhrases } from "./phrases.ts"
import { type Contact, useContact } from "./use-contact.ts"

interface Shown {
  readonly contact: Contact
  readonly zone: string
  readonly now: number
  readonly language: ScreenLanguage
}

/** A branch that has a purpose for a phone number says it; everywhere else nothing is here. */
export const ContactSection = ({
  path,
  ask,
  zone,
  now,
  language,
}: {
  path: string
  ask: Ask
  zone: string
  now: number
  language: ScreenLanguage
}): ReactNode => {
  const contact = useContact(path, ask)
  const [isAsking, setAsking] = useState(false)
  const t = inLanguage(ticketPhrases, language)
  const { kept = null, offer = null } = contact.answer ?? {}
  if (kept !== null)
    return <KeptPhone kept={kept} contact={contact} zone={zone} now={now} language={language} />
  if (offer === null) return null
  if (isAsking)
    return (
      <PhoneForm
        offer={offer}
        contact={contact}
        zone={zone}
        now={now}
        language={language}
        onDone={() => setAsking(false)}
      />
    )
  return (
    <section className="contact-entry">
      <Button icon={Phone} onClick={() => setAsking(true)}>
        {t.tellMe}
      </Button>
      <output>{contact.isDeleted ? t.phoneDeleted : null}</output>
    </section>
  )
}

type Offer = NonNullable<TicketContactAnswer["offer"]>

/** The purpose word for word, the number, and one button that says what it does. */
const PhoneForm = ({
  offer,
  contact,
  zone,
  now,
  language,
  onDone,
}: Shown & { offer: Offer; onDone: () => void }): ReactNode => {
  const t = inLanguage(ticketPhrases, language)
  const [phone, setPhone] = useState("")
  const ids = useId()
  const purpose = wordsIn(offer.purpose, language)
  const leave = async () => {
    if (await contact.leave({ phone, purpose, language })) onDone()
  }
  return (
    <form
      className="contact"
      onSubmit={(event) => {
        event.preventDefault()
        void leave()
      }}
    >
      <h2>{t.tellMeWhy}</h2>
      <p className="contact__purpose">{purpose}</p>
      <label htmlFor={`${ids}-phone`}>{t.yourPhone}</label>
      <input
        id={`${ids}-phone`}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        maxLength={40}
        required
        placeholder="0812-3456-7890"
        value={phone}
        aria-describedby={`${ids}-until`}
        onChange={(event) => setPhone(event.target.value)}
      />
      {contact.problem === null ? null : (
        <p className="contact__problem" role="alert">
          {contact.problem}
        </p>
      )}
      <p className="contact__until" id={`${ids}-until`}>
        {t.keptUntil({ moment: openingTime(offer.until, now, zone, language) })}
      </p>
      <Button type="submit" look="primary">
        {t.agree}
      </Button>
      <Button look="quiet" onClick={onDone}>
        {t.notNow}
      </Button>
    </form>
  )
}

type Kept = NonNullable<TicketContactAnswer["kept"]>

const KeptPhone = ({ kept, contact, zone, now, language }: Shown & { kept: Kept }): ReactNode => {
  const t = inLanguage(ticketPhrases, language)
  return (
    <section className="contact" aria-live="polite">
      <h2>{kept.phoneEnd === "" ? t.phoneKept : t.phoneKeptEnding({ end: kept.phoneEnd })}</h2>
      {/* In the language in which it was agreed to. */}
      <p className="contact__purpose" lang={kept.language}>
        {kept.purpose}
      </p>
      <p className="contact__until">
        {t.keptUntil({ moment: openingTime(kept.until, now, zone, language) })}
      </p>
      {contact.problem === null ? null : (
        <p className="contact__problem" role="alert">
          {contact.problem}
        </p>
      )}
      <Button icon={Trash2} onClick={() => void contact.withdraw()}>
        {t.deletePhone}
      </Button>
    </section>
  )
}
