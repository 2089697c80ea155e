// images.ts
import { readFile } from "node:fs/promises";
import { SourceError, type SourceErrorCode } from "@understudy/core";
import { FormatProblem, inspectIccProfile, inspectImage } from "@understudy/source-check/decoder";

const catalog = new Map<string, { path: string; profile?: string }>([
  ["red-shoe", { path: "images/red-shoe.jpg" }],
  ["blue-shoe", { path: "images/blue-shoe.jpg" }],
  ["green-shoe", { path: "images/green-shoe.jpg" }],
  ["grey-shoe", { path: "images/grey-shoe.jpg" }],
  ["white-shoe", { path: "images/white-shoe.jpg" }],
  ["gold-shoe", { path: "images/red-shoe.jpg", profile: "profiles/gold.icc" }],
]);

/** The bytes of an image of the catalog. It, and the colour profile that it needs, are read and checked. */
export async function readImage(id: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!/^[\w-]+$/.test(id)) throw new BadRequest("An id has letters, digits, - and _.");
  const record = catalog.get(id);
  if (record === undefined) throw new SourceError("image-not-in-catalog", { source: id });
  if (record.profile !== undefined) await readSource(record.profile, ({ bytes }) => inspectIccProfile(bytes));
  return readSource(record.path, inspectImage);
}

async function readSource<T>(path: string, check: (file: { name: string; bytes: Uint8Array }) => T) {
  try {
    const bytes = await readFile(path);
    check({ name: path, bytes });
    return bytes;
  } catch (error) {
    throw sourceErrorOf(error, path);
  }
}

const CODES: Readonly<Record<string, SourceErrorCode>> = {
  ENOENT: "image-not-on-disk",
  EMFILE: "overloaded",
  EISDIR: "image-unreadable",
};

function sourceErrorOf(error: unknown, source: string): unknown {
  if (error instanceof FormatProblem) return new SourceError("profile-corrupt", { source, cause: error });
  const code = CODES[String((error as { code?: unknown }).code)];
  return code === undefined ? error : new SourceError(code, { source, cause: error });
}

/** The client's own mistake: Express, Fastify, Koa, Nest and Elysia answer it with its status. */
export class BadRequest extends Error {
  readonly status = 400;
  readonly statusCode = 400;
  readonly expose = true;
}
