/**
 * Goes by the shape: another copy of the class, a polyfill's for one, is as good.
 *
 * @throws {TypeError} when a handler returned something else than a response
 */
export function assertResponse(value: unknown): asserts value is Response {
  const candidate = value as Partial<Response> | null | undefined;
  const isResponse =
    typeof candidate?.status === "number" && typeof candidate.headers === "object" && "body" in candidate;
  if (!isResponse) throw new TypeError(`the handler returned ${String(value)} and not a Response`);
}
