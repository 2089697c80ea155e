/** What a client gets when a handler throws: nothing about the error. */
export function internalServerError(): Response {
  const text = "Internal Server Error";
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store", "content-length": "21" };
  return new Response(text, { status: 500, headers });
}
