const LINE_END = 10;

/** What becomes of the output of a process. */
export interface OutputRelay {
  /** Gets the first line, without its end. */
  readonly onFirstLine: (line: string) => void;
  /** First lines that are not passed on, the one for `onFirstLine` included. */
  readonly ownLines: number;
  /**
   * Gets the rest: whole lines, as many as there are. The output is not read on before it resolves. Must not reject.
   */
  readonly write: (lines: Uint8Array) => Promise<void>;
}

/**
 * Passes the output of a process on in whole lines, so that those of several processes can be written to one stream.
 * What follows the last line end of a process that was killed is dropped. Never rejects.
 */
export async function relayOutput(output: AsyncIterable<Uint8Array>, relay: OutputRelay): Promise<void> {
  const { onFirstLine, write } = relay;
  let { ownLines } = relay;
  let rest: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of output) {
      let bytes: Uint8Array = rest.length === 0 ? chunk : concatenate(rest, chunk);
      while (ownLines > 0) {
        const end = bytes.indexOf(LINE_END);
        if (end === -1) break;
        if (ownLines === relay.ownLines) onFirstLine(new TextDecoder().decode(bytes.subarray(0, end)));
        ownLines--;
        bytes = bytes.subarray(end + 1);
      }
      const end = ownLines > 0 ? 0 : bytes.lastIndexOf(LINE_END) + 1;
      if (end > 0) await write(bytes.subarray(0, end));
      rest = bytes.slice(end);
    }
  } catch {
    // The pipe broke, with the process: how that ended is reported elsewhere.
  }
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}
