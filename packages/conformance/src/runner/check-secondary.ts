import { sha256 } from "../client/body-collector.ts";
import type { ClientRequest } from "../client/client-result.ts";
import type { SecondaryExpectation } from "../format/expectation.ts";
import type { RecordedRequest } from "../secondary/recorded-request.ts";
import { checkFields } from "./check-fields.ts";
import type { MismatchList } from "./mismatches.ts";

/** Notes what reached the secondary differently from what must reach it. `requests` are those of one client request. */
export function checkSecondary(
  requests: readonly RecordedRequest[],
  sent: ClientRequest,
  expected: SecondaryExpectation,
  list: MismatchList,
): void {
  const { count } = expected;
  if (typeof count === "number") list.check(requests.length === count, "number of requests", count, requests.length);
  else list.check(requests.length <= count.atMost, "number of requests", `at most ${count.atMost}`, requests.length);

  const request = requests[0];
  if (!request) return;
  if (expected.method) list.check(request.method === expected.method, "method", expected.method, request.method);
  if (expected.target === "same") list.check(request.target === sent.target, "target", sent.target, request.target);
  else if (expected.target) list.checkText("target", expected.target, request.target);
  checkFields(request.fields, expected.headers ?? {}, list);
  if (expected.body === "same") {
    const want = `${sent.body?.length ?? 0} bytes, SHA-256 ${sha256(sent.body ?? new Uint8Array(0))}`;
    const got = `${request.bodyBytes} bytes, SHA-256 ${request.bodyDigest}`;
    list.check(got === want, "body", want, got);
  }
  if (expected.closedEarly !== undefined) {
    const words = (early: boolean) => (early ? "closed before the answer was whole" : "not closed early");
    list.check(
      request.closedEarly === expected.closedEarly,
      "connection",
      words(expected.closedEarly),
      words(request.closedEarly),
    );
  }
  if (expected.sentAtMost !== undefined) {
    const { sentBytes } = request;
    list.check(sentBytes <= expected.sentAtMost, "bytes taken from it", `at most ${expected.sentAtMost}`, sentBytes);
  }
}
