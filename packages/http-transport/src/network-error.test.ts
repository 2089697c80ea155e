import { describe, expect, test } from "vitest";
import { networkErrorCode, toForwardError } from "./network-error.ts";

const withCode = (code: string) => Object.assign(new Error("x"), { code });
const several = (...codes: string[]) => new AggregateError(codes.map(withCode));

describe("networkErrorCode", () => {
  test.each([
    ["ECONNREFUSED", "connection-refused"],
    ["ENOTFOUND", "dns-failure"],
    ["EAI_AGAIN", "dns-failure"],
    ["EAI_FAIL", "dns-failure"],
    ["EHOSTUNREACH", "unroutable"],
    ["ENETUNREACH", "unroutable"],
    ["EADDRNOTAVAIL", "unroutable"],
    ["ETIMEDOUT", "connect-timeout"],
    ["ECONNRESET", "connection-reset"],
    ["EPIPE", "connection-reset"],
    ["CERT_HAS_EXPIRED", "tls-certificate"],
    ["CERT_NOT_YET_VALID", "tls-certificate"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls-certificate"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls-certificate"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls-certificate"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls-certificate"],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "tls-alert"],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "tls-alert"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-failure"],
    ["ERR_TLS_HANDSHAKE_TIMEOUT", "tls-failure"],
    ["EPROTO", "tls-failure"],
    ["EMFILE", "unreachable"],
    ["SOMETHING_NEW", "unreachable"],
  ])("%s is %s", (code, expected) => {
    expect(networkErrorCode(withCode(code))).toBe(expected);
  });

  test.each([
    [["ECONNREFUSED", "ECONNREFUSED"], "connection-refused"],
    [["ENETUNREACH", "ECONNREFUSED"], "connection-refused"],
    [["ENETUNREACH", "ETIMEDOUT"], "connect-timeout"],
    [["EHOSTUNREACH", "ENETUNREACH"], "unroutable"],
    [["EACCES", "EACCES"], "unreachable"],
  ])("several attempts that failed with %j are %s", (codes, expected) => {
    expect(networkErrorCode(several(...codes))).toBe(expected);
  });

  test.each([
    ["write EPROTO 80:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", "tls-alert"],
    ["write EPROTO 80:error:0A00042E:SSL routines:ssl3_read_bytes:tlsv1 alert protocol version", "tls-alert"],
    ["write EPROTO 80:error:0A00010B:SSL routines:ssl3_get_record:wrong version number", "tls-failure"],
    ["write EPROTO", "tls-failure"],
  ])("EPROTO with the text %j is %s", (message, expected) => {
    expect(networkErrorCode(Object.assign(new Error(message), { code: "EPROTO" }))).toBe(expected);
  });

  test.each([[undefined], [null], ["text"], [new Error("no code")], [new AggregateError([])], [{ code: 7 }]])(
    "%s is unreachable",
    (error) => {
      expect(networkErrorCode(error)).toBe("unreachable");
    },
  );

  test("the forward error keeps the error underneath and says where", () => {
    const cause = withCode("ECONNREFUSED");
    const error = toForwardError(cause, "GET http://secondary.test");
    expect(error).toMatchObject({ code: "connection-refused", message: "GET http://secondary.test: x", cause });
    expect(toForwardError(several("ETIMEDOUT", "EPIPE"), "GET x").message).toBe("GET x: x; x");
  });
});
