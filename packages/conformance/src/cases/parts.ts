import type { CaseRequest, ConformanceCase } from "../format/case.ts";
import type { ClientExpectation, Expectation, SecondaryExpectation } from "../format/expectation.ts";
import type { CaseSources } from "../format/sources.ts";
import { DEFAULT_ANSWER } from "../secondary/default-answer.ts";

/** The case that shows the feature at all; most others have no meaning where it fails. */
export const BASIC_CASE = "r01-catalogued-image-missing";

/** A catalog with one image, `gone`, that is not on disk. */
export const MISSING: CaseSources = { catalog: { images: { gone: "gone.jpg" } } };

/** The request for that image. */
export const GONE = "/is/image/{case}/gone";

/** The client gets the secondary's answer and the log says so. */
export function redirected(client: ClientExpectation = {}, secondary: Partial<SecondaryExpectation> = {}): Expectation {
  return {
    client: {
      status: 200,
      ...(client.body || client.status ? {} : { body: { bytes: DEFAULT_ANSWER.body! } }),
      ...client,
    },
    secondary: { count: 1, target: "same", ...secondary },
    log: { cacheUse: { is: "REMOTE" }, peerServer: { is: "-" } },
  };
}

/** The server under test answers by itself. */
export function local(status: ClientExpectation["status"], client: ClientExpectation = {}): Expectation {
  return {
    client: { ...(status !== undefined && { status }), ...client },
    secondary: { count: 0 },
    log: { cacheUse: { lacks: ["REMOTE"] } },
  };
}

/** Any error that the server under test gives by itself. */
export const ANY_ERROR = { from: 400, to: 599 } as const;

/**
 * A required case on the standard configuration with a missing catalogued image, to be overwritten where it differs.
 */
export function missingImageCase(
  one: Partial<ConformanceCase> & Pick<ConformanceCase, "id" | "rules" | "title" | "requests">,
): ConformanceCase {
  return { kind: "required", sources: MISSING, dependsOn: [BASIC_CASE], ...one };
}

/** The request for the missing image, with whatever differs. */
export function askGone(expect: Expectation, more: Partial<CaseRequest> = {}): CaseRequest {
  return { target: GONE, ...more, expect };
}
