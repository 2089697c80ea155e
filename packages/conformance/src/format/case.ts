import type { Field } from "../http1/head.ts";
import type { Behaviour, BodySpec } from "../secondary/behaviour.ts";
import type { ConfigurationName } from "./configuration.ts";
import type { Expectation } from "./expectation.ts";
import type { RuleId } from "./rules.ts";
import type { CaseSources } from "./sources.ts";

/** What a case cannot do without; a target that lacks it skips the case and says so. */
export type Need =
  /** The client speaks HTTP over a socket. */
  | "socket"
  /** The server takes requests with a body (POST). */
  | "request-body"
  /** The server can be told to trust the proxy in front of it. */
  | "trusted-proxy"
  /** The server does not run as a user who may read everything. */
  | "unprivileged"
  /** The run says which runtime to expect. */
  | "expected-runtime";

/** What the client does while it waits. */
export type ClientBehaviour =
  | { readonly kind: "read-all" }
  /** Goes away as soon as the request has reached the secondary. */
  | { readonly kind: "leave-before-head" }
  | { readonly kind: "leave-mid-body"; readonly afterBytes: number }
  /** Stops reading after some bytes for a time, then reads on. */
  | { readonly kind: "pause"; readonly afterBytes: number; readonly pauseMs: number }
  /** Stops reading after some bytes until the secondary can send nothing more, then goes away. */
  | { readonly kind: "stop-reading"; readonly afterBytes: number };

/** One request of a case. */
export interface CaseRequest {
  /** @default "GET" */
  readonly method?: string;
  /** Raw request target. `{case}` and the other placeholders are filled in. */
  readonly target: string;
  readonly headers?: readonly Field[];
  readonly body?: BodySpec;
  /** @default "length" */
  readonly bodyFraming?: "length" | "chunked";
  /** @default read-all */
  readonly client?: ClientBehaviour;
  readonly expect: Expectation;
}

/**
 * One case: data and nothing else. In all texts these placeholders are filled in: `{case}` the id, `{secondary}` and
 * `{decoy}` host:port of these servers, `{self}` and `{peer}` the URLs of the server under test and of its second
 * instance, `{seen:NAME}` the value of a field of the last request of this case that reached the secondary.
 */
export interface ConformanceCase {
  /** Never changes meaning; lower case, words joined by `-`. */
  readonly id: string;
  /** `required` must hold; `optimal` is better so; `check` only reports how it is. */
  readonly kind: "required" | "optimal" | "check";
  readonly rules: readonly RuleId[];
  /**
   * Of a case with several rules: which of them an expectation belongs to, by its place in the results, such as `client, status` or
   * `client, field Proxy-Status`, by its side, such as `access log`, or by `request 2`. How the log marks a redirected request is R10 in
   * each case. What is not here belongs to all of `rules`.
   */
  readonly ruleOf?: Readonly<Record<string, RuleId | readonly RuleId[]>>;
  /** One sentence on what must happen. */
  readonly title: string;
  /** @default "standard" */
  readonly configuration?: ConfigurationName;
  readonly sources?: CaseSources;
  /**
   * What the secondary does: the n-th behaviour for the n-th request, the last for all further ones.
   * @default a small text answer
   */
  readonly secondary?: readonly Behaviour[];
  /** Sent one after the other. */
  readonly requests: readonly CaseRequest[];
  /** Cases that must have passed; else this one is skipped. */
  readonly dependsOn?: readonly string[];
  readonly needs?: readonly Need[];
}
