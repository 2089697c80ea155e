/**
 * An answer with a chunked body, without the blanks that RFC 9112 §7.1.1 allows in the lines with the chunks' sizes.
 *
 * @returns undefined for an answer without a head or without such blanks
 */
export function withoutBlanksInSizeLines(bytes: Buffer): Buffer | undefined {
  const text = bytes.toString("latin1");
  let at = finalHeadEnd(text);
  if (at < 0) return undefined;
  let result = text.slice(0, at);
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
    const size = /^[0-9a-f]+/i.exec(line);
    if (size === null || lineEnd < 0) break;
    result += `${line.replace(/("(?:[^"\\]|\\.)*")|[ \t]+/g, "$1")}\r\n`;
    at = lineEnd + 2;
    const bytesOfChunk = Number.parseInt(size[0], 16);
    if (bytesOfChunk === 0) break;
    const next = at + bytesOfChunk + 2;
    result += text.slice(at, next);
    at = Math.min(next, text.length);
  }
  result += text.slice(at);
  return result === text ? undefined : Buffer.from(result, "latin1");
}

/** Where the head of the final answer ends, interim ones skipped; -1 where there is none. */
function finalHeadEnd(text: string): number {
  let begin = 0;
  for (;;) {
    const end = text.indexOf("\r\n\r\n", begin);
    if (end < 0) return -1;
    if (!/^HTTP\/1\.[01] 1/.test(text.slice(begin, begin + 10))) return end + 4;
    begin = end + 4;
  }
}
