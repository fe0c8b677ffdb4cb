import { told } from "./caller.ts"

/** A route as the server's own OpenAPI document has it. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  /** `/v1/branches/{branch}/tickets` */
  readonly path: string
  // JSON Schema and OpenAPI are what their standards say: whoever reads one knows where to look.
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly described: any
}

/** All that the server says of itself. */
export async function routesOf(url: string): Promise<readonly Route[]> {
  const { body } = await told(`${url}/openapi.json`)
  return Object.entries<Record<string, unknown>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase() as Route["method"],
      path,
      described,
    })),
  )
}
