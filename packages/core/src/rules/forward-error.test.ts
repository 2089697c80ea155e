import { expect, test } from "vitest";
import { FORWARD_ERROR_CODES, ForwardError, isForwardError } from "./forward-error.ts";

/** RFC 9209 §2.3: the status that each error type recommends. */
const RECOMMENDED: Record<string, number> = {
  dns_timeout: 504,
  dns_error: 502,
  destination_unavailable: 503,
  destination_ip_unroutable: 502,
  connection_refused: 502,
  connection_terminated: 502,
  connection_timeout: 504,
  connection_read_timeout: 504,
  connection_limit_reached: 503,
  tls_protocol_error: 502,
  tls_certificate_error: 502,
  tls_alert_received: 502,
  http_protocol_error: 502,
  http_response_timeout: 504,
  http_response_incomplete: 502,
  http_response_header_section_size: 502,
};

test.each(FORWARD_ERROR_CODES)("%s has an RFC 9209 type, that type's status, and a text without hosts", (code) => {
  const error = new ForwardError(code, { message: "connect ECONNREFUSED 10.1.2.3:8080" });
  expect(RECOMMENDED[error.proxyStatusType]).toBe(error.status);
  expect(error.publicMessage).toMatch(/^The secondary server/);
  expect(error.publicMessage).not.toMatch(/\d/);
});

test("is recognised across copies of the package, and nothing else is", () => {
  expect(isForwardError(new ForwardError("unreachable"))).toBe(true);
  expect(isForwardError({ name: "ForwardError", code: "unreachable" })).toBe(true);
  expect(isForwardError({ name: "ForwardError", code: "toString" })).toBe(false);
  expect(isForwardError(new Error("x"))).toBe(false);
  expect(isForwardError(null)).toBe(false);
});
