/**
 * What an ICU message wants to be given, read from its text by the type checker: `{count, plural, …}` and `{count, number}` a number,
 * `{name}` and `{kind, select, …}` words. A branch of a plural or select may hold simple arguments, no second plural or select.
 */
export type ValuesOf<Message extends string> = { readonly [Pair in Argument<Message> as Pair[0]]: Pair[1] }

/** Pairs of name and type; never, when the message is plain words. */
export type Argument<Message extends string> = Message extends `${string}{${infer Rest}`
  ? FirstArgument<Rest>
  : never

type FirstArgument<Rest extends string> = Rest extends `${infer Head}}${infer After}`
  ? Head extends `${infer Name},${string}`
    ? Rest extends `${Name},${infer Format}`
      ? Formatted<Name, Format>
      : never
    : [Head, string] | Argument<After>
  : never

type Formatted<Name extends string, Format extends string> = Format extends ` plural,${infer Branches}`
  ? [Name, number] | InBranches<Branches>
  : Format extends ` select,${infer Branches}`
    ? [Name, string] | InBranches<Branches>
    : Format extends ` number${string}}${infer After}`
      ? [Name, number] | Argument<After>
      : never

/** Before a branch begins, or the whole ends. */
type InBranches<Branches extends string> = Branches extends `${infer Before}{${infer Body}`
  ? Before extends `${string}}${string}`
    ? Branches extends `${string}}${infer After}`
      ? Argument<After>
      : never
    : InBranch<Body>
  : never

type InBranch<Body extends string> = Body extends `${infer Words}}${infer After}`
  ? Words extends `${string}{${infer Inner}`
    ? InnerArgument<Inner> | InBranch<After>
    : InBranches<After>
  : never

type InnerArgument<Inner extends string> = Inner extends `${infer Name}, number${string}`
  ? [Name, number]
  : [Inner, string]
