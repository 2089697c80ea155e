import type { ClientResult } from "../client/client-result.ts";
import type { BodyExpectation, ClientExpectation } from "../format/expectation.ts";
import { latin1 } from "../http1/head.ts";
import { bodyDigest, bodyPieces } from "../secondary/body-pieces.ts";
import { checkFields } from "./check-fields.ts";
import type { MismatchList } from "./mismatches.ts";

const IMAGE_STARTS = { jpeg: "\xff\xd8\xff", png: "\x89PNG\r\n", gif: "GIF8" } as const;

/** Notes what the client saw differently from what it must see. */
export function checkClient(result: ClientResult, expected: ClientExpectation, list: MismatchList): void {
  const transfers = [expected.transfer ?? "complete"].flat();
  const gotTransfer = `${result.transfer} (${result.detail})`;
  list.check(transfers.includes(result.transfer), "transfer", transfers.join(" or "), gotTransfer);
  checkStatus(result.status, expected.status, list);
  if (expected.reason !== undefined)
    list.check(result.reason === expected.reason, "reason", expected.reason, result.reason);
  checkFields(result.fields, expected.headers ?? {}, list);
  if (expected.body) checkBody(result, expected.body, list);
  list.check(result.extraBytes === 0, "bytes behind the end of the answer", 0, result.extraBytes);
  const elapsed = Math.round(result.elapsedMs);
  const { withinMs, notBeforeMs } = expected;
  if (withinMs !== undefined) list.check(elapsed <= withinMs, "time", `at most ${withinMs} ms`, `${elapsed} ms`);
  if (notBeforeMs !== undefined)
    list.check(elapsed >= notBeforeMs, "time", `at least ${notBeforeMs} ms`, `${elapsed} ms`);
}

function checkStatus(got: number | undefined, expected: ClientExpectation["status"], list: MismatchList): void {
  if (expected === undefined) return;
  if (typeof expected === "object" && "from" in expected) {
    const holds = got !== undefined && got >= expected.from && got <= expected.to;
    list.check(holds, "status", `${expected.from} to ${expected.to}`, got);
  } else {
    const allowed = [expected].flat();
    list.check(got !== undefined && allowed.includes(got), "status", allowed.join(" or "), got);
  }
}

function checkBody(result: ClientResult, expected: BodyExpectation, list: MismatchList): void {
  const text = latin1(result.body);
  if (expected.bytes !== undefined) {
    const want = `${bodyPieces(expected.bytes).length} bytes, SHA-256 ${bodyDigest(expected.bytes)}`;
    const got = `${result.bodyBytes} bytes, SHA-256 ${result.bodyDigest}`;
    list.check(got === want, "body", want, got);
  }
  if (expected.empty) list.check(result.bodyBytes === 0, "body", "no bytes", `${result.bodyBytes} bytes`);
  if (expected.atLeast !== undefined) {
    list.check(
      result.bodyBytes >= expected.atLeast,
      "body",
      `at least ${expected.atLeast} bytes`,
      `${result.bodyBytes} bytes`,
    );
  }
  if (expected.image) {
    list.check(text.startsWith(IMAGE_STARTS[expected.image]), "body", `a ${expected.image} image`, text.slice(0, 100));
  }
  list.checkText("body", expected, text);
}
