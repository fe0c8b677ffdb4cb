import { type PointerEvent, type ReactNode, useRef } from "react"
import { inLanguage } from "../phrases.ts"
import type { ScreenLanguage } from "../spoken-languages.ts"
import { settingsPhrases } from "./settings-phrases.ts"

/** Of every bank card (ISO 7810): the one measure that is in every pocket. */
const cardMm = 85.6
/** CSS pixels. */
const steps = [-10, -1, 1, 10] as const
const shortest = 100

/** A line that is made as long as a bank card held to the glass: from then on the machine knows how long its pixels are. */
export const Ruler = ({
  millimetresPerPixel,
  language,
  measure,
}: {
  millimetresPerPixel: number | undefined
  language: ScreenLanguage
  measure: (millimetresPerPixel: number) => void
}): ReactNode => {
  const t = inLanguage(settingsPhrases, language)
  const line = useRef<HTMLDivElement>(null)
  // Unknown, about that of a monitor: 96 dots an inch.
  const length = Math.round(cardMm / (millimetresPerPixel ?? 25.4 / 96))
  const change = (pixels: number) => {
    const most = innerWidth * 0.9
    const next = Math.max(shortest, Math.min(most, pixels))
    measure(Math.round((cardMm / next) * 10_000) / 10_000)
  }
  const drag = ({ buttons, clientX }: PointerEvent<HTMLDivElement>) => {
    const left = line.current?.getBoundingClientRect().left
    if (buttons === 1 && left !== undefined) change(clientX - left)
  }
  /** Also beyond the end of the line, which follows. */
  const grasp = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    drag(event)
  }
  return (
    <fieldset className="machine__row">
      <legend>{t.ruler}</legend>
      <p className="machine__line">{t.rulerLine}</p>
      <div
        className="machine__ruler"
        ref={line}
        style={{ width: `${length}px` }}
        onPointerDown={grasp}
        onPointerMove={drag}
        aria-hidden="true"
      />
      <div className="machine__choices">
        {steps.map((step) => (
          <button className="machine__button" key={step} type="button" onClick={() => change(length + step)}>
            {step < 0 ? t.shorter({ by: -step }) : t.longer({ by: step })}
          </button>
        ))}
        <output className="machine__figure">
          {millimetresPerPixel === undefined
            ? t.notMeasured
            : t.measured({ length: millimetresPerPixel.toFixed(4) })}
        </output>
      </div>
    </fieldset>
  )
}
