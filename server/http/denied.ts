import type { Problem } from "@giliran/contract/refusals"
import type { SpokenLanguage } from "./caller-language.ts"
import type { ProblemDetails } from "./problem.ts"
import type { problemSentences } from "./problem-sentences.ts"

/** A no that a caller gets before, or beside, the rules. */
export class Denied extends Error {
  readonly code: keyof typeof problemSentences
  readonly language: SpokenLanguage
  readonly particulars: ProblemDetails

  constructor(
    code: keyof typeof problemSentences,
    language: SpokenLanguage,
    particulars: ProblemDetails = {},
  ) {
    super(code)
    this.code = code
    this.language = language
    this.particulars = particulars
  }
}

/** A no of the rules, on the way out of work that it undoes. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}
