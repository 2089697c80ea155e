import { readFile } from "node:fs/promises";
import type { ConformanceOutcome, KnownGap } from "../runner/result.ts";
import { CommandError } from "./command-error.ts";

const ALLOWED = 'a list of { "id": CASE, "reason": TEXT } with or without "link": URL';

/**
 * Reads the list of known gaps.
 *
 * @throws {CommandError} naming the file and what is wrong with it
 */
export async function readKnownGaps(file: string): Promise<readonly KnownGap[]> {
  const fail = (why: string) => new CommandError(`--known-gaps ${file}: ${why}`);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw fail(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    throw fail(`it is no JSON (${(error as Error).message.replace(/\s+/g, " ")})`);
  }
  if (!Array.isArray(list)) throw fail(`allowed is ${ALLOWED}`);
  return list.map((entry, index) => {
    if (!isKnownGap(entry)) throw fail(`entry ${index + 1} is ${JSON.stringify(entry)}; allowed is ${ALLOWED}`);
    return entry;
  });
}

function isKnownGap(entry: unknown): entry is KnownGap {
  if (typeof entry !== "object" || entry === null) return false;
  const { id, reason, link } = entry as Partial<Record<keyof KnownGap, unknown>>;
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  return isText(id) && isText(reason) && (link === undefined || isText(link));
}

/** The required cases that failed, and the known gaps that are still there, as a file that {@link readKnownGaps} reads. */
export function knownGapsText({ cases }: ConformanceOutcome): string {
  const gaps = cases
    .filter(({ outcome, kind }) => outcome === "expected-failure" || (outcome === "fail" && kind === "required"))
    .map(({ id, outcome, reason, mismatches }): KnownGap => {
      const [first] = mismatches;
      const found = first === undefined ? "failed" : `${first.where}: expected ${first.expected}, got ${first.got}`;
      return { id, reason: outcome === "expected-failure" && reason !== undefined ? reason : found };
    });
  return `${JSON.stringify(gaps, null, 2)}\n`;
}
