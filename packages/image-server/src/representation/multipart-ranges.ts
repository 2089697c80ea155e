import type { ByteRange } from "./byte-ranges.ts";

/** The file that the ranges are of. */
export interface MultipartSource {
  readonly sizeBytes: number;
  readonly contentType: string;
  readonly open: (range: ByteRange) => Promise<ReadableStream<Uint8Array>>;
}

/** A `multipart/byteranges` body. */
export interface MultipartBody {
  readonly contentType: string;
  readonly lengthBytes: number;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * Several parts of a file as one body, RFC 9110 §14.6. The first part is opened before it resolves, the others one
 * after the other as the client reads.
 */
export async function multipartRanges(
  ranges: readonly ByteRange[],
  { sizeBytes, contentType, open }: MultipartSource,
): Promise<MultipartBody> {
  const boundary = `understudy-${crypto.randomUUID()}`;
  const encoder = new TextEncoder();
  const heads = ranges.map(({ start, end }) =>
    encoder.encode(
      `\r\n--${boundary}\r\nContent-Type: ${contentType}\r\nContent-Range: bytes ${start}-${end}/${sizeBytes}\r\n\r\n`,
    ),
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const partBytes = ranges.map(({ start, end }, index) => (heads[index]?.byteLength ?? 0) + end - start + 1);
  const first = ranges[0] === undefined ? undefined : await open(ranges[0]);

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (const [index, range] of ranges.entries()) {
      yield heads[index] ?? new Uint8Array();
      yield* (index === 0 ? first : undefined) ?? (await open(range));
    }
    yield tail;
  }

  return {
    contentType: `multipart/byteranges; boundary=${boundary}`,
    lengthBytes: partBytes.reduce((sum, bytes) => sum + bytes, tail.byteLength),
    body: streamOf(chunks(), () => first?.cancel().catch(() => {})),
  };
}

/** `ReadableStream.from` is not everywhere yet. */
function streamOf(chunks: AsyncGenerator<Uint8Array>, onCancel: () => void): ReadableStream<Uint8Array> {
  let started = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        started = true;
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        // A generator that has not begun does not run its loops' clean-up.
        if (!started) onCancel();
        await chunks.return(undefined);
        onCancel();
      },
    },
    { highWaterMark: 0 },
  );
}
