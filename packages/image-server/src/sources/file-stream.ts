import type { DiskHandle } from "./disk-functions.ts";

const CHUNK_BYTES = 64 * 1024;

/**
 * Bytes `start` to `end`, both inclusive, of an open file as a stream, read as they are asked for. The stream owns the
 * handle and closes it at its end, when it fails and when it is cancelled. It fails if the file gets shorter than that:
 * what is sent must never look complete when it is not (X08).
 */
export async function streamRange(
  handle: DiskHandle,
  name: string,
  start: number,
  end: number,
): Promise<ReadableStream<Uint8Array>> {
  let position = start;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= handle.close().catch(() => {});
    return closing;
  };
  // An empty stream is never pulled in some runtimes, and has nothing to hold the file open for.
  if (position > end) await close();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (position > end) controller.close();
      },
      async pull(controller) {
        try {
          const chunk = new Uint8Array(Math.min(CHUNK_BYTES, end + 1 - position));
          const { bytesRead } = await handle.read(chunk, 0, chunk.length, position);
          if (bytesRead === 0) throw new Error(`${name} was cut short at ${position} while it was sent`);
          position += bytesRead;
          controller.enqueue(bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead));
        } catch (error) {
          await close();
          controller.error(error);
          return;
        }
        if (position <= end) return;
        await close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
