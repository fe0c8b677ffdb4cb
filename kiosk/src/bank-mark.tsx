import type { Brand } from "@giliran/contract/plan"
import type { ReactNode } from "react"

/** The bank's logo on its own plate, or its name set plainly; with the branch below. */
export const BankMark = ({ brand, branchName }: { brand: Brand; branchName: string }): ReactNode => (
  <div className="bank-mark" data-unspoken>
    {brand.logo === undefined ? (
      <p className="bank-mark__name">{brand.bankName}</p>
    ) : (
      <img className="bank-mark__logo" src={brand.logo} alt={brand.bankName} />
    )}
    <p className="bank-mark__branch">{branchName}</p>
  </div>
)
