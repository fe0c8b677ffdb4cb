/**
 * A test whose whole takes minutes has two forms: `npm test` runs the short one, and `npm run test:full` runs the whole of each file that
 * imports this one.
 */
const isWhole = process.env["WHOLE_TESTS"] === "1"

export function wholeOrShort<Form>(whole: Form, short: Form): Form {
  return isWhole ? whole : short
}
