import { afterEach, expect, test } from "vitest";
import { findSourceError, isSourceError, SOURCE_ERROR_CODES, SourceError } from "./source-error.ts";

const { captureStack } = SourceError;
afterEach(() => {
  SourceError.captureStack = captureStack;
});

test("every code has a status and a public text that names no file", () => {
  for (const code of SOURCE_ERROR_CODES) {
    const error = new SourceError(code, { source: "secret/path.jpg" });
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.publicMessage).not.toContain("secret");
    expect(error.message).toContain("secret/path.jpg");
    expect(isSourceError(error)).toBe(true);
  }
});

test("keeps what it was given", () => {
  const cause = new Error("bad marker");
  const error = new SourceError("image-corrupt", { message: "m", publicMessage: "p", status: 410, source: "s", cause });
  expect(error).toMatchObject({
    name: "SourceError",
    message: "m",
    publicMessage: "p",
    status: 410,
    source: "s",
    cause,
  });
});

test("an unknown code is refused by name", () => {
  // @ts-expect-error the type forbids it too
  expect(() => new SourceError("image-lost")).toThrow(/code is "image-lost"; allowed are image-not-on-disk/);
});

test("is found where a framework has wrapped it, however the chain of causes goes on", () => {
  const broken = new SourceError("image-corrupt", { cause: new Error("bits") });
  const wrapped = new Error("500", { cause: new Error("handler", { cause: broken }) });
  expect(findSourceError(broken)).toBe(broken);
  expect(findSourceError(wrapped)).toBe(broken);
  expect(isSourceError(wrapped)).toBe(false);

  const circle = new Error("a");
  circle.cause = new Error("b", { cause: circle });
  let deep: unknown = broken;
  for (let depth = 0; depth < 100_000; depth++) deep = { cause: deep };
  for (const none of [circle, deep, undefined, null, "image-corrupt", 7]) expect(findSourceError(none)).toBeUndefined();
});

test("the stack says where it was made, when the switch is on", () => {
  const limit = Error.stackTraceLimit;
  SourceError.captureStack = true;
  expect(new SourceError("image-corrupt").stack).toMatch(/source-error\.test/);
  SourceError.captureStack = false;
  expect(new SourceError("image-corrupt").stack ?? "").not.toMatch(/source-error\.test/);
  // Other errors keep theirs.
  expect(Error.stackTraceLimit).toBe(limit);
  expect(new Error("x").stack).toMatch(/source-error\.test/);
});
