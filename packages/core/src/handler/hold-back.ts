/**
 * Waits until a response's body has given its first piece, and `holdBytes` bytes or its end, before anything is handed
 * on: the commit point. Until then a body that fails is a failure like any other, and can still be sent to the
 * secondary; after it only cutting the connection is honest (X08).
 *
 * @param holdBytes how much to hold back; 0 waits for the first piece only
 * @returns a response with the same head and bytes
 * @throws what the body failed with
 */
export async function holdBack(response: Response, holdBytes: number): Promise<Response> {
  if (response.body === null) return response;
  const reader = response.body.getReader();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let ended = false;
  while (!ended && (held.length === 0 || heldBytes < holdBytes)) {
    const { done, value } = await reader.read();
    if (done) ended = true;
    else if (value.byteLength > 0) {
      held.push(value);
      heldBytes += value.byteLength;
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = held.shift();
        if (piece !== undefined) return controller.enqueue(piece);
        const { done, value } = ended ? { done: true, value: undefined } : await reader.read();
        if (done || value === undefined) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
