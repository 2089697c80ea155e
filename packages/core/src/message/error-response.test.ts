import { describe, expect, test } from "vitest";
import { ForwardError } from "../rules/forward-error.ts";
import { SourceError } from "../rules/source-error.ts";
import { forwardErrorText, sourceErrorText, textError } from "./error-response.ts";

const refused = () =>
  new ForwardError("connection-refused", {
    message: "connect ECONNREFUSED 10.1.2.3:8080",
    cause: new Error("socket closed in /srv/app"),
  });
const context = { serverId: "own", origin: "http://10.1.2.3:8080", method: "GET" } as const;

describe("the text error of a forward (R15, X07)", () => {
  test("has the status and Proxy-Status of RFC 9209, is plain text, and is not stored", async () => {
    const response = forwardErrorText(refused(), { ...context, detail: 1 });
    expect(response.status).toBe(502);
    expect(Object.fromEntries(response.headers)).toEqual({
      "content-type": "text/plain; charset=utf-8",
      "content-length": "59",
      "cache-control": "no-store",
      "proxy-status": "own;error=connection_refused",
      "x-content-type-options": "nosniff",
    });
    expect(await response.text()).toBe("502 Bad Gateway\nThe secondary server could not be reached.\n");
  });

  test.each([
    [0, "502 Bad Gateway\n"],
    [1, "502 Bad Gateway\nThe secondary server could not be reached.\n"],
    [2, "502 Bad Gateway\nThe secondary server could not be reached.\nconnection-refused: http://10.1.2.3:8080\n"],
    [
      3,
      "502 Bad Gateway\nThe secondary server could not be reached.\nconnection-refused: http://10.1.2.3:8080\n" +
        "ForwardError: connect ECONNREFUSED 10.1.2.3:8080\nError: socket closed in /srv/app\n",
    ],
  ] as const)("detail %i tells this much", async (detail, body) => {
    const response = forwardErrorText(refused(), { ...context, detail });
    expect(await response.text()).toBe(body);
    expect(response.headers.get("content-length")).toBe(String(body.length));
    expect(response.headers.get("proxy-status")?.includes("10.1.2.3")).toBe(detail >= 2);
  });

  test("HEAD gets the fields without the text", async () => {
    const response = forwardErrorText(refused(), { ...context, method: "HEAD", detail: 1 });
    expect(response.headers.get("content-length")).toBe("59");
    expect(response.body).toBeNull();
  });
});

test("a source error's text names no source before detail 2", async () => {
  const failure = new SourceError("image-corrupt", { source: "shoes/red.jpg", cause: new Error("bad marker") });
  expect(await sourceErrorText(failure, { detail: 1 }).text()).toBe(
    "500 Internal Server Error\nThe image is damaged.\n",
  );
  expect(await sourceErrorText(failure, { detail: 2 }).text()).toContain("image-corrupt: shoes/red.jpg");
  expect(await sourceErrorText(failure, { detail: 3 }).text()).toContain("Error: bad marker");
});

test("a source error's text is that of detail 1 for GET, unless its options say otherwise", async () => {
  const failure = new SourceError("image-corrupt", { source: "shoes/red.jpg" });
  expect(await sourceErrorText(failure).text()).toBe("500 Internal Server Error\nThe image is damaged.\n");
  expect(sourceErrorText(failure, { method: "HEAD" }).body).toBeNull();
  // @ts-expect-error no positional arguments
  expect(() => sourceErrorText(failure, 1, "GET")).toThrow("options is 1; allowed: an object");
  // @ts-expect-error an unknown name
  expect(() => sourceErrorText(failure, { details: 1 })).toThrow("options.details is unknown; did you mean detail?");
});

test("a chain of causes that bites its own tail ends", async () => {
  const cause: { cause?: unknown } = new Error("round");
  cause.cause = cause;
  expect(
    (await textError({ status: 500, publicMessage: "x", cause, detail: 3 }).text()).split("\n").length,
  ).toBeLessThan(15);
});
