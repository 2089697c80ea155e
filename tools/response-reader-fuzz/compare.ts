import type { MutatedAnswer } from "./mutated-answers.ts";
import type { HeadReading, Reader, Reading } from "./reading.ts";
import { withoutBlanksInSizeLines } from "./size-lines.ts";

/** What two readers' views of one answer come to. */
export type Comparison =
  | { readonly kind: "same"; readonly isWhole: boolean }
  /** They differ as they should. */
  | { readonly kind: "known"; readonly reason: string }
  /** They differ for no known reason. */
  | { readonly kind: "different"; readonly detail: string };

/**
 * What this reader refuses and llhttp takes, by the text of the refusal. Each of them is answered with a 502, so that
 * no byte of such an answer is ever taken for another one.
 */
const STRICTER: ReadonlyArray<readonly [refusal: RegExp, reason: string]> = [
  [
    /^the transfer coding is another one than chunked$/,
    "A coding that was not asked for (RFC 9112 §7.4): llhttp takes the end of the connection for the end of the body.",
  ],
  [
    /^a tab stands behind the value of the field Transfer-Encoding$/i,
    "llhttp does not take the tab away and reads to the end of the connection; by RFC 9110 §5.5 the body is chunked.",
  ],
  [/^there are two Transfer-Encoding fields$/, "RFC 9112 §6.1: chunked is applied once."],
  [
    /^a control character stands in the (reason|head)$|^a line of the head does not end with CRLF$/,
    "llhttp takes control characters and a CR alone in a reason, which no server could send on, and line ends in front of a head.",
  ],
  [
    /^the answer does not begin with a status line of HTTP\/1$/,
    "llhttp skips empty lines in front of a head; RFC 9112 §2.2 has that for requests only.",
  ],
  [
    /^the status is \d+; allowed are 200 to 599$/,
    "Statuses outside of RFC 9110 §15: they cannot be forwarded on every runtime.",
  ],
  [
    /^Content-Length is "\d{16,}"; allowed is a whole number$/,
    "A length that no number holds; llhttp takes one up to 2^64 where there is no body to read.",
  ],
  [
    /^the chunked coding of the body is broken$/,
    "llhttp takes chunk extensions without a name, which RFC 9112 §7.1.1 does not have.",
  ],
];

const BLANKS =
  "Blanks around a chunk's size and extensions: RFC 9112 §7.1.1 has a recipient take them, and llhttp's strict mode refuses them.";
const CLOSED_TO_BE_SAFE =
  "An answer of HTTP/1.0 that says keep-alive as well as close: here the connection ends (RFC 9112 §9.3), with llhttp it goes on.";
const TAB_IN_CONNECTION = "A tab beside an option of Connection: llhttp does not know the option then.";

/** Compares this reader with llhttp over one answer, and with itself over the same answer in one piece. */
export function compareReaders(answer: MutatedAnswer, own: Reader, llhttp: Reader): Comparison {
  const { method, bytes, pieces } = answer;
  const ours = own(method, pieces);
  const atOnce = own(method, [bytes]);
  if (!isSame(ours, atOnce)) return different(answer, ours, atOnce, "in one piece");
  const theirs = llhttp(method, pieces);
  if (agree(ours, theirs)) return { kind: "same", isWhole: ours.kind === "whole" };
  if (ours.kind !== "whole" && theirs.kind !== "none" && isPrefix(ours, theirs)) {
    const stricter = STRICTER.find(([refusal]) => refusal.test(ours.problem));
    if (stricter !== undefined) return { kind: "known", reason: stricter[1] };
  }
  if (ours.kind !== "none") {
    const withoutBlanks = withoutBlanksInSizeLines(bytes);
    if (withoutBlanks !== undefined && agree(ours, llhttp(method, [withoutBlanks])))
      return { kind: "known", reason: BLANKS };
  }
  if (ours.kind === "whole" && theirs.kind === "whole") {
    const isOnlyReuse = isSame({ ...ours, reusable: false }, { ...theirs, reusable: false });
    const hasTab = /\nconnection:[^\r\n]*\t/i.test(bytes.toString("latin1"));
    if (isOnlyReuse && hasTab) return { kind: "known", reason: TAB_IN_CONNECTION };
    if (isOnlyReuse && theirs.reusable) return { kind: "known", reason: CLOSED_TO_BE_SAFE };
  }
  return different(answer, ours, theirs, "llhttp");
}

/** Whether a reader of one sees the same as a reader of the other. */
function agree(one: Reading, other: Reading): boolean {
  if (one.kind === "whole" || other.kind === "whole") return isSame(one, other);
  if (one.kind === "none" || other.kind === "none") return one.kind === other.kind;
  // Where a body breaks off is not the same in both: what a reader gives before it sees the fault is its own affair.
  return isSameHead(one.head, other.head) && (one.body.startsWith(other.body) || other.body.startsWith(one.body));
}

/** Whether a reader that refused an answer had not given anything by then that the other does not give. */
function isPrefix(refused: Exclude<Reading, { kind: "whole" }>, other: Exclude<Reading, { kind: "none" }>): boolean {
  if (refused.kind === "none") return true;
  return isSameHead(refused.head, other.head) && other.body.startsWith(refused.body);
}

function isSame(one: Reading, other: Reading): boolean {
  if (one.kind === "none" || other.kind === "none") return one.kind === other.kind;
  if (one.kind !== other.kind || one.body !== other.body || !isSameHead(one.head, other.head)) return false;
  return one.kind !== "whole" || other.kind !== "whole" || one.reusable === other.reusable;
}

function isSameHead(one: HeadReading, other: HeadReading): boolean {
  return one.status === other.status && one.fields.join("\n") === other.fields.join("\n");
}

function different({ method, bytes, pieces }: MutatedAnswer, ours: Reading, theirs: Reading, who: string): Comparison {
  const cuts = pieces.map(({ length }) => length).join("+");
  const detail = `${method} ${JSON.stringify(bytes.toString("latin1"))} (${cuts})\n  ours ${JSON.stringify(ours)}\n  ${who} ${JSON.stringify(theirs)}`;
  return { kind: "different", detail };
}
