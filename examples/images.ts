// images.ts
import { readFile } from "node:fs/promises";
import { SourceError } from "@understudy/core";
import { assertImage, assertProfile, readSource } from "@understudy/source-check";

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
  const { path, profile } = record;
  if (profile !== undefined) {
    assertProfile(await readSource(readFile(profile), { source: profile, kind: "profile" }), profile);
  }
  const bytes = await readSource(readFile(path), path);
  assertImage(bytes, path);
  return bytes;
}

/** The client's own mistake: Express, Fastify, Koa, Nest and Elysia answer it with its status. */
export class BadRequest extends Error {
  readonly status = 400;
  readonly statusCode = 400;
  readonly expose = true;
}
