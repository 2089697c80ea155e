/**
 * A stream with the same pieces that fails with another error.
 *
 * @param errorFor what it fails with, for what the stream failed with
 */
export function withStreamError(
  stream: ReadableStream<Uint8Array>,
  errorFor: (failure: unknown) => unknown,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        let piece: Awaited<ReturnType<typeof reader.read>>;
        try {
          piece = await reader.read();
        } catch (failure) {
          throw errorFor(failure);
        }
        if (piece.done) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
