import type { ServerResponse } from "node:http";

type Write = (chunk: unknown, encoding?: unknown, callback?: unknown) => unknown;

/** What a framework has made of a response. */
export interface PassedOn {
  /** The fields of its head, one pair a line. */
  fields(): [name: string, value: string][];
  /** The bytes of its body: none for HEAD, as many as the head says where it has a length. */
  bodyBytes(): number;
}

/** Watches what a framework makes of a response from now on. */
export function watchPassedOn(response: ServerResponse): PassedOn {
  let bytes = 0;
  // Those that are given to `writeHead` are nowhere else to be found.
  let headFields: [name: string, value: unknown][] = [];
  const writeHead = response.writeHead as (...args: unknown[]) => ServerResponse;
  response.writeHead = function watched(this: unknown, ...args: unknown[]) {
    headFields = fieldsOf(args.at(-1));
    return writeHead.apply(this, args);
  } as typeof response.writeHead;
  for (const name of ["write", "end"] as const) {
    const original = response[name] as Write;
    (response[name] as Write) = function counted(this: unknown, chunk, encoding, callback) {
      bytes += byteLength(chunk, encoding);
      return original.call(this, chunk, encoding, callback);
    };
  }
  const fields = () => {
    const byName = new Map<string, [name: string, value: unknown]>();
    for (const field of [...Object.entries(response.getHeaders()), ...headFields])
      byName.set(field[0].toLowerCase(), field);
    return [...byName.values()].flatMap(([name, value]) =>
      [value ?? []].flat().map((line): [string, string] => [name, String(line)]),
    );
  };
  const bodyBytes = () => {
    if (response.req.method === "HEAD" || response.statusCode === 204 || response.statusCode === 304) return 0;
    // Middleware that compresses takes the length away; where it is there, it is what goes out.
    const declared = fields().find(([name]) => name.toLowerCase() === "content-length")?.[1];
    return declared !== undefined && /^\d{1,15}$/.test(declared) ? Number(declared) : bytes;
  };
  return { fields, bodyBytes };
}

/** What `writeHead` takes: an object, or a list of names and values in turn; a reason phrase or a status is neither. */
function fieldsOf(given: unknown): [name: string, value: unknown][] {
  if (typeof given !== "object" || given === null) return [];
  if (!Array.isArray(given)) return Object.entries(given);
  const flat = given.flat();
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[String(name), flat[index + 1]] as [string, unknown]] : []));
}

function byteLength(chunk: unknown, encoding: unknown): number {
  if (typeof chunk === "string")
    return Buffer.byteLength(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  return chunk instanceof Uint8Array ? chunk.byteLength : 0;
}
