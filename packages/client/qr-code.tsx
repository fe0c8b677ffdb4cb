import { type ReactNode, useMemo } from "react"
import { encode } from "uqr"

/** A QR code, always dark on white, whatever the theme: that is what cameras read. */
export const QrCode = ({ text, label }: { text: string; label: string }): ReactNode => {
  const { size, path } = useMemo(() => {
    const code = encode(text, { ecc: "M", border: 2 })
    const dark = code.data
      .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
      .join("")
    return { size: code.size, path: dark }
  }, [text])
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000d0b" />
    </svg>
  )
}
