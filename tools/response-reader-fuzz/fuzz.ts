import { compareReaders } from "./compare.ts";
import { createLlhttpReader } from "./llhttp-reader.ts";
import { mutatedAnswers } from "./mutated-answers.ts";
import { readAnswer } from "./own-reader.ts";

/** What a run found. */
export interface FuzzResult {
  /** Answers that both readers take whole, and see as the same. */
  readonly wholeForBoth: number;
  /** Answers that neither takes whole. */
  readonly refusedByBoth: number;
  /** How often they differ for each known reason. */
  readonly known: ReadonlyMap<string, number>;
  /** Differences without a reason: how many, and the first of them. */
  readonly differences: number;
  readonly details: readonly string[];
}

const MAX_DETAILS = 20;

/** Has the transport's reader and llhttp read the same mutated answers. @param seed what all of them hang on */
export function fuzzReaders(seed: number, count: number): FuzzResult {
  const llhttp = createLlhttpReader();
  const known = new Map<string, number>();
  const details: string[] = [];
  let wholeForBoth = 0;
  let refusedByBoth = 0;
  let differences = 0;
  for (const answer of mutatedAnswers(seed, count)) {
    const comparison = compareReaders(answer, readAnswer, llhttp);
    if (comparison.kind === "known") known.set(comparison.reason, (known.get(comparison.reason) ?? 0) + 1);
    else if (comparison.kind === "different") {
      differences += 1;
      if (details.length < MAX_DETAILS) details.push(comparison.detail);
    } else if (comparison.isWhole) wholeForBoth += 1;
    else refusedByBoth += 1;
  }
  return { wholeForBoth, refusedByBoth, known, differences, details };
}
