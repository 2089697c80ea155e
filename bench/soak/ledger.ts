import type { Seen } from "./client.ts";
import { type Exchange, exchangeOf, mannerOf } from "./plan.ts";

/** What must not happen. */
export const FINDINGS = [
  "hung",
  "truncated that looked complete",
  "mixed bodies",
  "good answers lost",
  "answers against HTTP/1.1",
  "not logged",
  "logged more than once",
  "logged otherwise than the client got it",
] as const;

export type Finding = (typeof FINDINGS)[number];

/** From then on a process that comes late is no measure of a server. */
const STALL_MS = 700;

interface Logged {
  times: number;
  readonly status: number;
  readonly bodyBytes: number;
  readonly complete: boolean;
  readonly failure: string;
  /** How late the primary was lately when it gave up waiting, milliseconds. */
  readonly lateMs: number;
}

/** What the clients have seen beside what the log says, request by request. */
export class Ledger {
  /** How often the clients met with each end. */
  readonly ends: Record<string, number> = {};
  /** Good answers that timed out while the machine stood still. */
  lostToStalls = 0;
  readonly found: Record<Finding, number>;
  readonly #seed: number;
  readonly #tell: (finding: Finding, exchange: Exchange, detail: string) => void;
  readonly #lateMs: () => number;
  readonly #seen = new Map<number, Seen>();
  readonly #logged = new Map<number, Logged>();

  /**
   * @param lateMs how late this process has been lately, milliseconds
   * @param tell is called with each finding
   */
  constructor(
    seed: number,
    lateMs: () => number,
    tell: (finding: Finding, exchange: Exchange, detail: string) => void,
  ) {
    this.#seed = seed;
    this.#tell = tell;
    this.#lateMs = lateMs;
    this.found = Object.fromEntries(FINDINGS.map((name) => [name, 0])) as Record<Finding, number>;
  }

  /** What a client has seen; at most once for each request. */
  readonly see = (exchange: Exchange, seen: Seen): void => {
    this.ends[seen.end] = (this.ends[seen.end] ?? 0) + 1;
    this.#seen.set(exchange.id, seen);
    const { end, detail } = seen;
    if (end === "hung") this.#find("hung", exchange, detail);
    else if (end === "mixed") this.#find("mixed bodies", exchange, detail);
    else if (end === "malformed") this.#find("answers against HTTP/1.1", exchange, detail);
    else if (end === "looks-whole") this.#find("truncated that looked complete", exchange, detail);
    else if (end === "whole" && exchange.fate === "broken") {
      this.#find("truncated that looked complete", exchange, "whole, though it was broken");
    }
  };

  /** Takes what the primary's `/log` says. */
  log(text: string): void {
    for (const line of text.split("\n")) {
      if (line === "") continue;
      const [id, status, bodyBytes, complete, failure = "-", lateMs] = line.split(" ");
      const earlier = this.#logged.get(Number(id));
      if (earlier !== undefined) earlier.times += 1;
      else {
        const entry = { times: 1, status: Number(status), bodyBytes: Number(bodyBytes), complete: complete === "true" };
        this.#logged.set(Number(id), { ...entry, failure, lateMs: Number(lateMs) });
      }
    }
  }

  /** Requests that the clients know to have been read, and that are not in the log. */
  get missing(): number {
    let missing = 0;
    for (const [id, { end }] of this.#seen) if (end !== "unanswered" && !this.#logged.has(id)) missing += 1;
    return missing;
  }

  /** Holds the log against what was seen, and forgets both. */
  settle(): void {
    for (const [id, seen] of this.#seen) {
      const exchange = exchangeOf(this.#seed, id);
      const logged = this.#logged.get(id);
      if ((seen.end === "own" || seen.end === "cut") && exchange.fate === "whole") {
        if (Math.max(logged?.lateMs ?? 0, this.#lateMs()) > STALL_MS) this.lostToStalls += 1;
        else this.#find("good answers lost", exchange, JSON.stringify({ seen, logged }));
      }
      if (logged === undefined) {
        if (seen.end !== "unanswered") this.#find("not logged", exchange, seen.end);
      } else if (logged.times > 1) {
        this.#find("logged more than once", exchange, `${logged.times} times`);
      } else if (!agree(seen, logged)) {
        this.#find("logged otherwise than the client got it", exchange, JSON.stringify({ seen, logged }));
      }
    }
    this.#seen.clear();
    this.#logged.clear();
  }

  #find(finding: Finding, exchange: Exchange, detail: string): void {
    this.found[finding] += 1;
    this.#tell(finding, exchange, `${exchange.kind}, client ${mannerOf(this.#seed, exchange.id)}: ${detail}`);
  }
}

function agree(seen: Seen, logged: Logged): boolean {
  const { status, bodyBytes, complete } = logged;
  if (seen.end === "whole" || seen.end === "own" || seen.end === "crossed") {
    return complete && status === seen.status && bodyBytes === seen.bodyBytes;
  }
  // What the connection took need not all have arrived, and of one that a client has left little is known.
  return seen.end !== "cut" || (!complete && bodyBytes >= seen.bodyBytes && [0, status].includes(seen.status));
}
