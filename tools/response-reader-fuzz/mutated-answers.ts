import { createRandom } from "@understudy/test-sources/random";

const CHUNKED =
  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n5\r\nhello\r\n6;a=b\r\n world\r\n0\r\nT: u\r\n\r\n";
const INTERIM = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";

/** What the mutations begin with. */
export const WHOLE_ANSWERS: readonly string[] = [
  "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 11\r\n\r\nhello world",
  CHUNKED,
  'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\na ;x="y\\";z" ; b\r\n0123456789\r\n000  \r\nEtag: "1"\r\n\r\n',
  "HTTP/1.1 404 Not Found\r\nConnection: close\r\nServer: x\r\n\r\nhello world",
  "HTTP/1.1 200 OK\r\nX: y\r\n\r\nup to the end",
  "HTTP/1.0 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhello",
  "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 5\r\n\r\nhello",
  `${INTERIM}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi`,
  `${INTERIM}${CHUNKED}`,
  'HTTP/1.1 204 No Content\r\nETag: "x"\r\n\r\n',
  "HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
  "HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\n\r\n",
  "HTTP/1.1 500 \r\nContent-Length: 0\r\nX-Empty:\r\n\r\n",
  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhiHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstray",
];

/** What is put in. */
const SPICES: readonly string[] = [
  ...'\r\n \t:;,"\\=\0\x7f\xff\x80\x01019fFgx-+a',
  "\r\n",
  "\r\n\r\n",
  "\n\n",
  "\n\r\n",
  "\r\r\n",
  "\r\n ",
  "\r\n\t",
  "0\r\n\r\n",
  "\r\nContent-Length: 5",
  "\r\nContent-Length: 11",
  "\r\nContent-Length: 0",
  "\r\ncontent-length : 5",
  "\r\nContent-Length: 5, 5",
  "\r\nContent-Length: 18446744073709551616",
  "\r\ntransfer-encoding: chunked",
  "\r\nTransfer-Encoding: gzip, chunked",
  "\r\nTransfer-Encoding: chunked, identity",
  "\r\nTransfer-Encoding:\tchunked\t",
  "\r\nTransfer-Encoding: xchunked",
  "\r\nConnection: keep-alive",
  "\r\nConnection: close",
  "\r\nConnection: x, close",
  "\r\nConnection: upgrade\r\nUpgrade: h2c",
  "\r\nTrailer: Content-Length",
  "HTTP/1.1 200 OK\r\n",
  "HTTP/1.0 ",
  "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
  "HTTP/1.1 102 X\r\n\r\n",
  "HTTP/1.0 102 X\r\n\r\n",
  "HTTP/1.1 103 X\r\nConnection: close\r\n\r\n",
  "HTTP/1.1 103 X\r\nContent-Length: 5\r\n\r\n",
  "ffffffffffffffff",
  "0000000000000000",
  "10000000000000000",
  ";ext",
  ' ; e = "v" ',
  "x".repeat(300),
];

/** One answer to be read. */
export interface MutatedAnswer {
  readonly method: string;
  readonly bytes: Buffer;
  /** The bytes as they come. */
  readonly pieces: readonly Buffer[];
}

/** A row of mutated answers, the same for each seed; it begins with the answers that were not changed. */
export function* mutatedAnswers(seed: number, count: number): Generator<MutatedAnswer> {
  const random = createRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  for (let index = 0; index < count; index++) {
    const text = WHOLE_ANSWERS[index] ?? mutated(below);
    const bytes = Buffer.from(text, "latin1");
    yield { method: below(10) === 0 ? "HEAD" : "GET", bytes, pieces: cutUp(bytes, below) };
  }
}

function mutated(below: (limit: number) => number): string {
  let text = WHOLE_ANSWERS[below(WHOLE_ANSWERS.length)]!;
  for (let left = 1 + below(4); left > 0; left--) {
    const at = below(text.length + 1);
    const until = Math.min(text.length, at + below(below(4) === 0 ? 20 : 2));
    const spice = below(3) === 0 ? "" : SPICES[below(SPICES.length)]!;
    text = text.slice(0, at) + spice + text.slice(below(2) === 0 ? at : until);
  }
  if (below(8) === 0) text = text.slice(0, below(text.length + 1));
  return text;
}

function cutUp(bytes: Buffer, below: (limit: number) => number): Buffer[] {
  if (below(20) === 0) return Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  const cuts = Array.from({ length: below(4) }, () => below(bytes.length + 1)).sort((a, b) => a - b);
  return [0, ...cuts].map((cut, index) => bytes.subarray(cut, cuts[index])).filter(({ length }) => length > 0);
}
