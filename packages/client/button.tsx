import type { LucideIcon } from "lucide-react"
import type { ComponentProps, ReactNode } from "react"

export interface ButtonProps extends Omit<ComponentProps<"button">, "type"> {
  readonly look?: "plain" | "primary" | "quiet"
  /** Always beside a word, never instead of one. */
  readonly icon?: LucideIcon
  readonly type?: "button" | "submit"
}

export const Button = ({
  look = "plain",
  icon: Icon,
  className,
  children,
  type = "button",
  ...rest
}: ButtonProps): ReactNode => (
  <button
    className={className === undefined ? "button" : `button ${className}`}
    data-look={look}
    type={type}
    {...rest}
  >
    {Icon === undefined ? null : <Icon aria-hidden="true" />}
    <span>{children}</span>
  </button>
)
