const names = [
  "authorization",
  "cookie",
  "password",
  "newPassword",
  "secret",
  "pin",
  "token",
  "identifier",
  "phone",
  "connectionString",
] as const

/**
 * What a log line never shows, wherever an object that is logged holds it. Nothing here is ever logged on purpose: this is for
 * the day when somebody logs a whole request. `err.code` is an error's name and stays.
 */
export const neverLogged: readonly string[] = names.flatMap((name) =>
  ["", "headers.", "body.", "err.", "err.headers.", "err.config.", "req.headers.", "*.headers."].map(
    (before) => `${before}${name}`,
  ),
)
