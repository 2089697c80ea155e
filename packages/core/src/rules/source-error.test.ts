import { expect, test } from "vitest";
import { isSourceError, SOURCE_ERROR_CODES, SourceError } from "./source-error.ts";

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
