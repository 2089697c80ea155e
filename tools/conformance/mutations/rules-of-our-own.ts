import type { Mutation } from "./mutation.ts";
import {
  CATALOG_SET,
  change,
  ERROR_RESPONSE,
  FORWARD_REQUEST,
  FORWARD_RESPONSE,
  FORWARDER,
  FORWARDING_FIELDS,
  GUARDED_BODY,
  HOP_BY_HOP,
  INSPECT_IMAGE,
  JPEG_STRUCTURE,
  row,
  SETTINGS,
  SOURCE_FAILURE,
  TRANSPORT,
} from "./places.ts";

/** The X rules, each broken. */
export const MUTATIONS_OF_X: readonly Mutation[] = [
  {
    rule: "X01",
    what: "An image that cannot be read is answered locally.",
    patches: [row("image-unreadable", "local")],
  },
  {
    rule: "X01",
    what: "Static content that cannot be read is answered locally.",
    patches: [row("static-unreadable", "local")],
  },
  {
    rule: "X02",
    what: "An unknown format is redirected like a corrupt image.",
    patches: [row("image-unsupported", "redirect")],
  },
  { rule: "X03", what: "A missing profile is redirected.", patches: [row("profile-not-found", "redirect")] },
  { rule: "X03", what: "A missing font is redirected.", patches: [row("font-not-found", "redirect")] },
  {
    rule: "X04",
    what: "The path is taken as a reference, so that it can change the host.",
    patches: [
      change(
        FORWARD_REQUEST,
        "origin: root.origin, target: onRoot(head.target)",
        "...(({ origin, pathname, search }) => ({ origin, target: pathname + search }))(new URL(head.target, root.origin))",
      ),
    ],
    target: "core-alone",
  },
  {
    rule: "X05",
    what: "Fields that Connection names are passed on.",
    patches: [change(HOP_BY_HOP, "isHopByHop(name) || named.has(name.toLowerCase())", "isHopByHop(name)")],
  },
  {
    rule: "X05",
    what: "Hop-by-hop fields are passed on.",
    patches: [change(HOP_BY_HOP, ', "proxy-authorization"', "")],
  },
  {
    rule: "X05",
    what: "The secondary gets the client's Host.",
    patches: [
      change(FORWARD_REQUEST, '[["host", root.host]]', '[["host", fieldOf(head.fields, "host") ?? root.host]]'),
    ],
    only: ["x05-host-is-the-root"],
  },
  {
    rule: "X05",
    what: "Via is missing towards the client.",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template in the source that is patched
    patches: [change(FORWARD_RESPONSE, 'kept.push(["via", `1.1 ${serverId}`], ', "kept.push(")],
  },
  {
    rule: "X06",
    what: "A request that has been here is redirected again.",
    patches: [change(FORWARDER, "if (hasPassedHere(cdnLoop, serverId))", "if (false)")],
  },
  {
    rule: "X07",
    what: "A text error may be stored.",
    patches: [change(ERROR_RESPONSE, '"cache-control": "no-store",', '"cache-control": "max-age=60",')],
    only: ["r15-refused", "x07-error-detail-0"],
  },
  {
    rule: "X07",
    what: "A text error names the secondary.",
    patches: [change(ERROR_RESPONSE, "if (detail >= 2 && parts.privateDetail)", "if (parts.privateDetail)")],
    only: ["r15-refused", "x07-error-detail-0"],
  },
  {
    rule: "X08",
    what: "A body that breaks ends as if it were whole.",
    patches: [
      change(
        GUARDED_BODY,
        'if (!this.over) this.#fail(asForwardFailure(failure, this.#guard.cancellation, "response-incomplete"));',
        "if (!this.over) {\n      this.#finish(undefined);\n      this.#sink?.end();\n    }",
      ),
    ],
    only: ["x08-chunked-closed", "x08-chunked-reset"],
  },
  {
    rule: "X08",
    what: "A body that stalls ends as if it were whole.",
    patches: [
      change(
        GUARDED_BODY,
        "#fail(failure: ForwardError | ClientGone): void {\n    this.#finish(failure);\n    this.#sink?.fail(failure);",
        "#fail(failure: ForwardError | ClientGone): void {\n    this.#finish(failure);\n    this.#sink?.end();",
      ),
    ],
    only: ["x08-chunked-stalled"],
  },
  {
    rule: "X09",
    what: "The secondary is not told that the client is gone.",
    patches: [change(FORWARDER, "clientGone: clientGone(failed),", "clientGone: undefined,")],
    only: ["x09-before-the-head"],
  },
  {
    rule: "X10",
    what: "The secondary's body is collected before it is sent.",
    patches: [
      change(
        FORWARDER,
        TRANSPORT,
        `transport: Object.assign(async (sent, follow) => {
        const { status, reason, fields, body } = await client.transport(sent, follow);
        return { status, reason, fields, body: (await new Response(body).blob()).stream() };
      }, { reportsConnection: true }),`,
      ),
    ],
    only: ["x10-client-that-does-not-read"],
  },
  {
    rule: "X10",
    what: "Request bodies of any length are kept.",
    patches: [
      change(
        SETTINGS,
        "const DEFAULT_MAX_REQUEST_BODY_BYTES = 64 * 1024;",
        "const DEFAULT_MAX_REQUEST_BODY_BYTES = 2 ** 30;",
      ),
    ],
    only: ["x10-request-body-over-64-kib-length", "x10-request-body-over-64-kib-chunked"],
    target: "core-alone",
  },
  {
    rule: "X11",
    what: "There is no Cache-Status.",
    patches: [change(FORWARD_RESPONSE, ', ["cache-status", forwardedCacheStatus(serverId)]);', ");")],
  },
  {
    rule: "X12",
    what: "The forwarding fields of any client are believed.",
    patches: [change(FORWARDING_FIELDS, "(client.trusted ? fieldOf(sent, name) : null)", "fieldOf(sent, name)")],
  },
  {
    rule: "X12",
    what: "A trusted proxy's forwarding fields are dropped.",
    patches: [change(FORWARDING_FIELDS, "(client.trusted ? fieldOf(sent, name) : null)", "null")],
  },
  {
    rule: "X20",
    what: "Path and query are put together anew by a URL parser.",
    patches: [
      change(
        FORWARD_REQUEST,
        "target: onRoot(head.target)",
        "target: (({ pathname, search }) => pathname + search)(new URL(root.origin + onRoot(head.target)))",
      ),
    ],
  },
  {
    rule: "X21",
    what: "A known format that is not read counts as damage.",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is in the source
    patches: [change(INSPECT_IMAGE, "throw unsupported(`it is ${format}`)", "throw corrupt(`it is ${format}`)")],
  },
  {
    rule: "X21",
    what: "The data of a CMYK JPEG is left to the decoder.",
    patches: [
      change(
        JPEG_STRUCTURE,
        "of checkScan(bytes, end, data, context)",
        "of frame.components.length === 4 ? frame.components : checkScan(bytes, end, data, context)",
      ),
    ],
  },
  {
    rule: "X23",
    what: "What could not be loaded counts as absent.",
    patches: [change(CATALOG_SET, "if (missing.all) return true;", "if (missing !== undefined) return false;")],
  },
  {
    rule: "X23",
    what: "An image that may be in a root that is missing counts as absent.",
    patches: [change(SOURCE_FAILURE, "problem.lostRoot === undefined || ", "problem.lostRoot !== null || ")],
  },
];
