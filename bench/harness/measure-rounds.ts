import { medianOf } from "./report/median.ts";
import type { BenchRun } from "./run-bench.ts";
import { shuffled } from "./shuffle.ts";

/** Every run of a contender in a scenario, and the median of each figure. */
export interface RoundsRow<Figure extends string> {
  readonly contender: string;
  readonly scenario: string;
  readonly median: Readonly<Record<Figure, number>>;
  readonly runs: readonly Readonly<Record<Figure, number>>[];
}

/** What is measured in rounds. */
export interface Rounds<Contender, Scenario, Figure extends string> {
  readonly runs: number;
  readonly contenders: readonly Contender[];
  readonly scenarios: readonly Scenario[];
  /** Measures once; what it throws is noted, and the rest goes on. */
  measureOnce(contender: Contender, scenario: Scenario): Promise<Readonly<Record<Figure, number>>>;
  /** What to tell of one run. */
  summary(figures: Readonly<Record<Figure, number>>): string;
  /** Why a contender takes no part in a scenario. */
  leftOut?(contender: Contender, scenario: Scenario): string | undefined;
}

/**
 * Measures every contender in every scenario, in as many rounds as there are runs. The order is another one in each
 * round; contenders that are compared with each other run close together.
 */
export async function measureRounds<
  Contender extends { readonly id: string },
  Scenario extends { readonly id: string },
  Figure extends string,
>(
  { runs, contenders, scenarios, measureOnce, summary, leftOut }: Rounds<Contender, Scenario, Figure>,
  { random, tell, skip }: BenchRun,
): Promise<RoundsRow<Figure>[]> {
  const found = new Map<string, { contender: string; scenario: string; runs: Readonly<Record<Figure, number>>[] }>();
  for (let round = 1; round <= runs; round++) {
    for (const scenario of shuffled(scenarios, random)) {
      for (const contender of shuffled(contenders, random)) {
        const key = `${contender.id} ${scenario.id}`;
        const reason = leftOut?.(contender, scenario);
        if (reason !== undefined) {
          if (round === 1) skip(key, reason);
          continue;
        }
        try {
          const figures = await measureOnce(contender, scenario);
          tell(`round ${round}  ${key}  ${summary(figures)}`);
          if (!found.has(key)) found.set(key, { contender: contender.id, scenario: scenario.id, runs: [] });
          found.get(key)!.runs.push(figures);
        } catch (error) {
          skip(`${key}, round ${round}`, error);
        }
      }
    }
  }
  return [...found.values()].map((row) => ({ ...row, median: medianOf<Figure>(row.runs) }));
}
