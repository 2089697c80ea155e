import { expect, test } from "vitest";
import type { ClientResult } from "../client/client-result.ts";
import { requestEvidence } from "./evidence.ts";

const RESULT: ClientResult = {
  transfer: "no-head",
  detail: "reset",
  fields: [],
  interim: [],
  body: new Uint8Array(0),
  bodyBytes: 0,
  bodyDigest: "",
  trailers: [],
  extraBytes: 0,
  elapsedMs: 2.4,
};
const NOTHING = { behaviours: [], requests: [] };

test.each([
  [
    { target: "/is/image/a/b?text='x'", headers: [["X-Case", "a.1"]] as const },
    `--path-as-is --request-target '/is/image/a/b?text='\\''x'\\''' http://127.0.0.1:80/`,
  ],
  [{ target: "/a", method: "HEAD" }, "--head"],
  [{ target: "/a", method: "POST", body: new Uint8Array(3) }, "-X POST --data-binary @a-file-of-3-bytes"],
  [{ target: "http://other/a" }, "-x http://127.0.0.1:80 http://other/a"],
])("the curl line of %j sends the same", (sent, words) => {
  expect(requestEvidence(1, "http://127.0.0.1:80", sent, RESULT, NOTHING).curl).toContain(words);
});

test("an answer without a head says how it ended", () => {
  const { received } = requestEvidence(1, undefined, { target: "/a" }, RESULT, NOTHING);
  expect(received).toEqual(["(no-head: reset; 0 bytes of body, 2 ms)"]);
});
