import { checkOptionNames, type OptionNames } from "../rules/option-names.ts";
import { isSourceErrorCode, type SourceErrorCode } from "../rules/source-error.ts";
import { wholeNumber } from "../rules/whole-number.ts";
import type { AccessRecord } from "./access-record.ts";

/**
 * What the secondary had for a broken source, when it was last asked: a good answer, an error of its own, no answer at
 * all; or it was never asked.
 */
export type SecondaryHad = "good" | "error" | "no-answer" | "not-asked";

/** One source that an operator has to repair on the primary. */
export interface BrokenSource {
  /** As the source error named it. */
  readonly source: string;
  readonly code: SourceErrorCode;
  /** When a request first met it, milliseconds since 1970. */
  readonly firstSeenMs: number;
  /** When a request last met it, milliseconds since 1970. */
  readonly lastSeenMs: number;
  /** Requests that met it. */
  readonly count: number;
  readonly secondary: SecondaryHad;
}

/** Options of {@link createRepairList}. */
export interface RepairListOptions {
  /**
   * Most sources that are kept, 1 to 10000000; the one that was met longest ago is dropped. Of these at most a tenth
   * (one at least) are static files without a catalog record: any client can make up names of those, and they push out
   * each other only.
   * @default 10000
   */
  readonly maxEntries?: number;
}

const MOST_ENTRIES = 10_000_000;

const OPTION_NAMES = { maxEntries: true } as const satisfies OptionNames<RepairListOptions>;

/** What is broken on the primary, gathered from its access records. */
export interface RepairList {
  /** Takes a finished request in: to be called from `onRecord`. */
  add(record: AccessRecord): void;
  /** The broken sources, the most often met first. */
  entries(): BrokenSource[];
  /** Takes a source off the list, when it is repaired. */
  remove(source: string): void;
}

/** Longer names are left out: no file system has them, and clients may make them up. Characters. */
const LONGEST_SOURCE = 4096;

/** Faults of a request or of the moment, not of a source that could be repaired. */
const NOT_REPAIRABLE: ReadonlySet<SourceErrorCode> = new Set(["image-not-in-catalog", "overloaded"]);

/**
 * Keeps the repair list: each broken source once, with its code, first and last time, count, and whether the secondary
 * had a good one.
 *
 * @throws {OptionError} for a bad option
 *
 * @example
 * const repairs = createRepairList();
 * const handler = redirectOnError(images, { rootUrl, onRecord: repairs.add });
 */
export function createRepairList(options: RepairListOptions = {}): RepairList {
  checkOptionNames(options, OPTION_NAMES);
  const maxEntries = wholeNumber("maxEntries", options.maxEntries, { byDefault: 10_000, min: 1, max: MOST_ENTRIES });
  // In the order in which they were last met.
  const recorded = new Map<string, BrokenSource>();
  const madeUp = new Map<string, BrokenSource>();

  return {
    add({ redirect, startedAtMs, status, pathBasedAccess }) {
      if (redirect?.source === undefined || !isSourceErrorCode(redirect.code)) return;
      const { source, code } = redirect;
      if (NOT_REPAIRABLE.has(code) || source.length > LONGEST_SOURCE) return;
      // Nothing but the request says that such a file ever was (R07).
      const bySource = code === "static-not-on-disk" && pathBasedAccess === true ? madeUp : recorded;
      (bySource === madeUp ? recorded : madeUp).delete(source);
      const known = bySource.get(source);
      // A source that is broken in a new way is a new case: its history says nothing about this one.
      const before = known?.code === code ? known : undefined;
      bySource.delete(source);
      bySource.set(source, {
        source,
        code,
        firstSeenMs: before?.firstSeenMs ?? startedAtMs,
        lastSeenMs: Math.max(before?.lastSeenMs ?? startedAtMs, startedAtMs),
        count: (before?.count ?? 0) + 1,
        secondary: secondaryHad(redirect.outcome, redirect.forwardError, status) ?? before?.secondary ?? "not-asked",
      });
      const most = bySource === madeUp ? Math.ceil(maxEntries / 10) : maxEntries;
      if (bySource.size > most) bySource.delete(bySource.keys().next().value!);
    },
    entries: () => [...recorded.values(), ...madeUp.values()].reverse().sort(moreOftenThenLater).slice(0, maxEntries),
    remove(source) {
      recorded.delete(source);
      madeUp.delete(source);
    },
  };
}

function moreOftenThenLater(a: BrokenSource, b: BrokenSource): number {
  return b.count - a.count || b.lastSeenMs - a.lastSeenMs;
}

/** @returns undefined when this request says nothing about it: it was answered locally, or the client left */
function secondaryHad(outcome: string, forwardError: string | undefined, status: number): SecondaryHad | undefined {
  if (outcome === "local" || status === 499) return undefined;
  if (outcome === "failed" || forwardError !== undefined) return "no-answer";
  return status < 400 ? "good" : "error";
}

/** The list as text, a line a source: count, code, what the secondary had, first and last time, source. */
export function formatRepairList(entries: readonly BrokenSource[]): string {
  if (entries.length === 0) return "no broken sources\n";
  return entries
    .map(({ count, code, secondary, firstSeenMs, lastSeenMs, source }) => {
      const [first, last] = [firstSeenMs, lastSeenMs].map((ms) => new Date(ms).toISOString());
      // A file name may hold anything; a line stays a line.
      return `${count}\t${code}\tsecondary: ${secondary}\t${first}\t${last}\t${JSON.stringify(source)}\n`;
    })
    .join("");
}
