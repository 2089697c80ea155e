import { readFile } from "node:fs/promises";
import { isSourceError, SourceError } from "@understudy/core";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { describe, expect, test } from "vitest";
import { readSource } from "./read-source.ts";
import { type FailedSource, sourceErrorOf } from "./source-error-of.ts";

const withCode = (code: unknown, more: object = {}) => Object.assign(new Error("failed"), { code, ...more });
const named = (name: string, more: object = {}) => Object.assign(new Error("failed"), { name, ...more });
const codeOf = (error: unknown, source: string | FailedSource = "a.jpg") => {
  const result = sourceErrorOf(error, source);
  return isSourceError(result) ? result.code : result;
};

describe("errors of files", () => {
  test.each([
    ["ENOENT", "image-not-on-disk"],
    ["ENOTDIR", "image-not-on-disk"],
    ["ENAMETOOLONG", "image-not-on-disk"],
    ["EACCES", "image-unreadable"],
    ["EPERM", "image-unreadable"],
    ["EISDIR", "image-unreadable"],
    ["EIO", "image-unreadable"],
    ["ESTALE", "image-unreadable"],
    ["ELOOP", "image-unreadable"],
    ["EMFILE", "overloaded"],
    ["ENFILE", "overloaded"],
    ["ENOMEM", "overloaded"],
  ])("%s is %s", (code, expected) => expect(codeOf(withCode(code, { syscall: "open" }))).toBe(expected));

  test.each([
    ["NotFound", "image-not-on-disk"],
    ["PermissionDenied", "image-unreadable"],
    ["NotCapable", "image-unreadable"],
    ["IsADirectory", "image-unreadable"],
    ["FilesystemLoop", "image-unreadable"],
  ])("Deno's %s is %s", (name, expected) => expect(codeOf(named(name))).toBe(expected));

  test("a timeout is the file's when a file operation timed out, and the store's when a socket did", () => {
    expect(codeOf(withCode("ETIMEDOUT", { syscall: "read" }))).toBe("image-unreadable");
    expect(codeOf(withCode("ETIMEDOUT", { syscall: "connect" }))).toBe("overloaded");
  });

  test("what the runtime itself throws", async () => {
    const failure = (path: string, kind: FailedSource["kind"] = "image") =>
      readSource(readFile(path), { source: "a", kind }).catch((error: unknown) => error);
    expect(await failure("/nowhere/a.jpg")).toMatchObject({ code: "image-not-on-disk", source: "a" });
    expect(await failure("/nowhere/a.css", "static")).toMatchObject({ code: "static-not-on-disk" });
    expect(await failure("/", "static")).toMatchObject({ code: "static-unreadable" });
    expect(await failure(`/${"a".repeat(5000)}`)).toMatchObject({ code: "image-not-on-disk" });
    if ("Deno" in globalThis) {
      const { readFile: read } = (globalThis as unknown as { Deno: { readFile(path: string): Promise<Uint8Array> } })
        .Deno;
      const error = await readSource(read("/nowhere"), "a").catch((failed: unknown) => failed);
      expect(error).toMatchObject({ code: "image-not-on-disk" });
    }
  });

  test("a buffer that cannot be had", () => {
    expect(codeOf(new RangeError("Array buffer allocation failed"))).toBe("overloaded");
  });
});

describe("codes by the kind of source", () => {
  test.each<[FailedSource["kind"], string, unknown, string]>([
    ["image", "ENOENT", true, "image-not-on-disk"],
    ["image", "ENOENT", false, "image-not-in-catalog"],
    ["image", "EIO", false, "image-unreadable"],
    ["static", "ENOENT", false, "static-not-on-disk"],
    ["static", "EIO", true, "static-unreadable"],
    ["profile", "ENOENT", true, "profile-not-found"],
    ["profile", "EIO", true, "profile-corrupt"],
    ["font", "ENOENT", true, "font-not-found"],
    ["font", "EIO", true, "font-corrupt"],
    ["font", "EMFILE", true, "overloaded"],
  ])("%s, %s, in a catalog: %s", (kind, code, inCatalog, expected) => {
    const failed = { source: "a", kind: kind!, inCatalog: inCatalog as boolean };
    expect(codeOf(withCode(code), failed)).toBe(expected);
  });
});

describe("answers of stores", () => {
  test.each([
    ["NoSuchKey", { $metadata: { httpStatusCode: 404 } }, "image-not-on-disk"],
    ["NotFound", { $metadata: { httpStatusCode: 404 } }, "image-not-on-disk"],
    ["AccessDenied", { $metadata: { httpStatusCode: 403 } }, "image-unreadable"],
    ["NoSuchBucket", { $metadata: { httpStatusCode: 404 } }, "image-unreadable"],
    ["SlowDown", { $metadata: { httpStatusCode: 503 } }, "overloaded"],
    ["RequestTimeout", { $metadata: { httpStatusCode: 400 } }, "overloaded"],
    ["TimeoutError", {}, "overloaded"],
    ["Unknown", { $metadata: { httpStatusCode: 403 } }, "image-unreadable"],
    ["S3Error", { code: "NoSuchKey" }, "image-not-on-disk"],
    ["RestError", { code: "BlobNotFound", statusCode: 404 }, "image-not-on-disk"],
    ["ApiError", { code: 404 }, "image-not-on-disk"],
    ["HTTPError", { statusCode: 500 }, "overloaded"],
    ["FetchError", { status: 429 }, "overloaded"],
  ])("%s %o is %s", (name, more, expected) => expect(codeOf(named(name, more))).toBe(expected));

  test("a fetch that failed says so in its cause", () => {
    expect(codeOf(new TypeError("fetch failed", { cause: withCode("ECONNREFUSED", { syscall: "connect" }) }))).toBe(
      "overloaded",
    );
    expect(codeOf(withCode("ConnectionRefused"))).toBe("overloaded");
  });

  test("a response is judged by its status", () => {
    expect(codeOf(new Response(null, { status: 404 }))).toBe("image-not-on-disk");
    expect(codeOf(new Response(null, { status: 503 }))).toBe("overloaded");
  });
});

describe("texts of sharp and libvips", () => {
  test.each([
    ["Input file is missing: /a.jpg", "image-not-on-disk"],
    ["Input file contains unsupported image format", "image-unsupported"],
    ["Input buffer contains unsupported image format", "image-unsupported"],
    ["Input Buffer is empty", "image-unsupported"],
    ["Input image exceeds pixel limit", "image-unsupported"],
    ["VipsJpeg: premature end of JPEG image", "image-unsupported"],
    ["Input file has corrupt header: tiff2vips: samples_per_pixel not a whole number of bytes", "image-unsupported"],
    ["heif: Invalid input: Unexpected end of file (2.100)", "image-unsupported"],
    ["unix error: Too many open files\nVipsJpeg: gone", "overloaded"],
    ['timeout: 1% complete\nVipsImage: killed for image "temp-113"', "overloaded"],
    ["VipsForeignLoad: unable to open for read\nunix error: Permission denied", "image-unreadable"],
  ])("%s is %s", (message, expected) => expect(codeOf(new Error(message))).toBe(expected));

  test("with its bytes at hand the file is judged, and not the decoder's words", async () => {
    const jpeg = await noiseImage("jpeg");
    const refusal = new Error("VipsJpeg: premature end of JPEG image");
    const ofBytes = (bytes: Uint8Array) => sourceErrorOf(refusal, { source: "a.jpg", bytes });
    expect(ofBytes(jpeg.subarray(0, jpeg.length >> 1))).toMatchObject({ code: "image-corrupt", source: "a.jpg" });
    expect(ofBytes(jpeg)).toMatchObject({ code: "image-unsupported", cause: refusal });
  });
});

describe("what says nothing about a source", () => {
  test.each([
    ["a bug", new TypeError("x is not a function")],
    ["a client that left", new DOMException("left", "AbortError")],
    ["a refusal", named("HTTPError", { status: 400 })],
    ["an unknown code", withCode("ERR_INVALID_ARG_TYPE")],
    ["a name of Object's", withCode("constructor", { name: "toString" })],
    ["nothing", undefined],
    ["a text", "ENOENT"],
  ])("%s is handed back", (_, error) => expect(sourceErrorOf(error, "a")).toBe(error));

  test("a source error that is there already is kept", () => {
    const broken = new SourceError("font-corrupt");
    expect(sourceErrorOf(new Error("wrapped", { cause: broken }), "a")).toBe(broken);
  });

  test("causes are followed, but not in a circle nor for ever", () => {
    expect(codeOf(new Error("could not load", { cause: withCode("ENOENT") }))).toBe("image-not-on-disk");
    const circle = new Error("a");
    circle.cause = new Error("b", { cause: circle });
    expect(sourceErrorOf(circle, "a")).toBe(circle);
    let deep: unknown = withCode("ENOENT");
    for (let depth = 0; depth < 10_000; depth++) deep = { cause: deep };
    expect(sourceErrorOf(deep, "a")).toBe(deep);
  });
});
