import type { Mutation, Patch } from "./mutation.ts";
import {
  change,
  FORWARD_RESPONSE,
  FORWARDER,
  INACTIVITY_TIMER,
  LOCAL_RESPONSE,
  REDIRECT_ON_ERROR,
  REQUEST_RECORDER,
  row,
  SETTINGS,
  STATIC_RESPONSE,
  TIMED_FORWARD,
  TRANSPORT,
  VERDICT,
} from "./places.ts";

const STATIC_FAILURE = "throw sourceFailure(located, STATIC_FAILURES, name);\n  const cachingFields";

/** What static content fails with when it is missing, depending on its record. */
function staticContentIsNotRedirected(when: string): Patch {
  const codes = `${when} ? { ...STATIC_FAILURES, missing: "image-not-in-catalog" } : STATIC_FAILURES`;
  return {
    file: STATIC_RESPONSE,
    find: STATIC_FAILURE,
    replace: STATIC_FAILURE.replace("STATIC_FAILURES", () => codes),
  };
}

/** A transport that keeps the answers, so that the secondary is not asked twice. */
const REMEMBERING_TRANSPORT = `transport: Object.assign(async (sent, follow) => {
        const memory = (globalThis.memory ??= new Map());
        let kept = memory.get(sent.target);
        if (kept === undefined) {
          const { status, reason, fields, body } = await client.transport(sent, follow);
          kept = { status, reason, fields, bytes: await new Response(body).arrayBuffer() };
          memory.set(sent.target, kept);
        } else follow.onConnected();
        return { ...kept, body: new Blob([kept.bytes]).stream() };
      }, { reportsConnection: true }),`;

/** R01 to R17, each broken. */
export const MUTATIONS_OF_R: readonly Mutation[] = [
  {
    rule: "R01",
    what: "A catalogued image that is not on disk is answered locally.",
    patches: [row("image-not-on-disk", "local")],
  },
  {
    rule: "R02",
    what: "An image that is in no catalog is redirected.",
    patches: [row("image-not-in-catalog", "redirect")],
  },
  { rule: "R03", what: "A corrupt image is answered locally.", patches: [row("image-corrupt", "local")] },
  { rule: "R04", what: "A corrupt profile is answered locally.", patches: [row("profile-corrupt", "local")] },
  { rule: "R05", what: "A corrupt font is answered locally.", patches: [row("font-corrupt", "local")] },
  {
    rule: "R06",
    what: "Missing static content with a record is answered locally.",
    patches: [staticContentIsNotRedirected("record !== undefined")],
  },
  {
    rule: "R07",
    what: "Missing static content without a record is answered locally.",
    patches: [staticContentIsNotRedirected("record === undefined")],
  },
  {
    rule: "R08",
    what: "Whatever goes wrong is redirected.",
    patches: [
      change(VERDICT, 'return { redirect: false, reason: "R08" };', 'return { redirect: true, reason: "R08" };'),
    ],
  },
  {
    rule: "R09",
    what: "A failure of the secondary becomes a 502.",
    patches: [
      change(
        FORWARD_RESPONSE,
        "return { status, reason: reasonPhrase(reason), fields: kept };",
        "return { status: status >= 400 ? 502 : status, reason: reasonPhrase(reason), fields: kept };",
      ),
    ],
    only: ["r09-status-200", "r09-status-404", "r09-status-503"],
  },
  {
    rule: "R09",
    what: "The fields of the secondary's answer are lost.",
    patches: [
      change(
        FORWARD_RESPONSE,
        "if (!staysBehind(field[0])) kept.push(field);",
        'if (field[0].toLowerCase() === "content-length") kept.push(field);',
      ),
    ],
    only: ["r09-end-to-end-fields", "r09-two-set-cookie"],
  },
  {
    rule: "R10",
    what: "The log does not say REMOTE.",
    patches: [
      change(REQUEST_RECORDER, 'redirect.outcome !== "local" ? "REMOTE"', 'redirect.outcome !== "local" ? "CREATED"'),
    ],
    only: ["r10-log-of-a-success", "r01-catalogued-image-missing"],
  },
  {
    rule: "R11",
    what: "The secondary's answer is kept for the next request.",
    patches: [change(FORWARDER, TRANSPORT, REMEMBERING_TRANSPORT)],
  },
  {
    rule: "R12",
    what: "Without rootUrl some other server is asked.",
    patches: [
      change(
        SETTINGS,
        "root: parseRootUrl(options.rootUrl),",
        'root: parseRootUrl(options.rootUrl || "http://127.0.0.1:9"),',
      ),
    ],
  },
  {
    rule: "R13",
    what: "The wait for a connection is as long as that for data.",
    patches: [
      change(
        TIMED_FORWARD,
        "this.#exact ? connectTimeoutMs : connectTimeoutMs + socketTimeoutMs",
        "connectTimeoutMs + socketTimeoutMs",
      ),
    ],
    only: ["r13-connect-timeout"],
  },
  {
    rule: "R13",
    what: "The default of connectTimeout is 30 s.",
    patches: [
      change(SETTINGS, "const DEFAULT_CONNECT_TIMEOUT_MS = 1000;", "const DEFAULT_CONNECT_TIMEOUT_MS = 30_000;"),
    ],
    only: ["r13-connect-timeout-default"],
  },
  {
    rule: "R14",
    what: "socketTimeout is for the whole transfer.",
    patches: [
      change(
        INACTIVITY_TIMER,
        "this.#waitingSinceMs = this.#clock.monotonicMs();",
        "this.#waitingSinceMs ??= this.#clock.monotonicMs();",
      ),
      change(INACTIVITY_TIMER, "active(): void {\n    this.#waitingSinceMs = undefined;", "active(): void {"),
    ],
    only: ["r14-slow-body-length", "r14-slow-body-chunked"],
  },
  {
    rule: "R14",
    what: "A silent secondary is waited for ten times as long.",
    patches: [
      change(
        FORWARDER,
        "socketTimeoutMs: settings.socketTimeoutMs,",
        "socketTimeoutMs: settings.socketTimeoutMs * 10,",
      ),
    ],
    only: ["r14-silence-before-the-head"],
  },
  {
    rule: "R15",
    what: "Without an answer of the secondary the default image is sent.",
    patches: [
      change(
        FORWARDER,
        'return failedForward(settings, failed, problem, noteOf("failed", code, reason, failure));',
        'return { kind: "local", note: noteOf("local", code, reason, failure) };',
      ),
    ],
    only: ["r15-refused", "r15-every-kind-of-source"],
  },
  {
    rule: "R16",
    what: "A pipe in the path does not matter.",
    patches: [change(FORWARDER, "if (hasPipeInPath(head.target))", "if (hasPipeInPath(head.target) && false)")],
  },
  {
    rule: "R16",
    what: "A pipe in the query keeps the request here.",
    patches: [change(FORWARDER, "if (hasPipeInPath(head.target))", "if (/\\||%7c/i.test(head.target))")],
  },
  {
    rule: "R17",
    what: "The default image comes before redirect on error.",
    patches: [
      change(
        REDIRECT_ON_ERROR,
        "const { context, client, body, recorder } = asked;",
        `const { context, client, body, recorder } = asked;
      const substitute = await answerLocally?.(failure, context);
      if (substitute?.status === 200) return recorder === undefined ? substitute : recorder.sending(substitute);`,
      ),
    ],
    only: ["r17-redirect-before-default-image"],
  },
  {
    rule: "R17",
    what: "There are no default and error images.",
    patches: [change(LOCAL_RESPONSE, "await imageFor(failure, state)", "await undefined")],
  },
];
