import type { Measurements } from "../harness/report/results.ts";
import type { Runtime } from "../harness/servers/runtimes.ts";
import { CONTENDERS } from "./contenders/contenders.ts";
import { RATIO_SCENARIO } from "./scenarios.ts";

/** One line of what is to be reached. */
export interface Target {
  readonly name: string;
  readonly limit: number;
  /** A hope beyond the limit. */
  readonly tryFor?: number;
  /** Whether the figure is to be at least or below the limit. */
  readonly sense: "at least" | "under";
  /** Undefined when it was not measured. */
  readonly figure: number | undefined;
  readonly verdict: "met" | "open" | "not measured";
  /** What the figure was taken from, or why there is none. */
  readonly note: string;
}

const NAMES: Record<Runtime, string> = { node: "Node", bun: "Bun", deno: "Deno" };

/** Holds the medians of one call of the bench against what is to be reached. */
export function judge(measured: Measurements): Target[] {
  const rate = (contender: string) => {
    const row = measured.loads.find((load) => load.contender === contender && load.scenario === RATIO_SCENARIO);
    // A server that fails requests may well be fast.
    return row?.runs.some(({ errors }) => errors > 0) ? undefined : row?.median.requestsPerSecond;
  };
  const fastestBare = (runtime: Runtime) =>
    CONTENDERS.filter((contender) => contender.runtime === runtime && contender.bare === "raw")
      .map(({ id }) => ({ id, rate: rate(id) ?? 0 }))
      .reduce((best, next) => (next.rate > best.rate ? next : best), { id: "", rate: 0 });
  const against = (own: string, other: string) => {
    const [above, below] = [rate(own), rate(other)];
    return above === undefined || !below ? undefined : above / below;
  };
  const redirected = (runtime: Runtime, other: string, limit: number, tryFor?: number) =>
    target(`${NAMES[runtime]}, redirected, against ${other || "its fastest bare pass-through"}`, {
      limit,
      ...(tryFor === undefined ? {} : { tryFor }),
      figure: against(`understudy-${runtime}`, other),
      note: RATIO_SCENARIO,
    });

  const runtimes: readonly Runtime[] = ["node", "bun", "deno"];
  return [
    ...runtimes.map((runtime) =>
      target(`${NAMES[runtime]}, wrapped against bare handler, good path`, {
        limit: 0.97,
        figure: measured.goodPath.find((row) => row.runtime === runtime)?.ratio,
        note: "good-path",
      }),
    ),
    redirected("node", "node-http-pipe", 1.2),
    redirected("node", "fastify-reply-from", 1.0, 1.2),
    redirected("node", "node-undici-stream", 0.75),
    redirected("bun", fastestBare("bun").id, 0.9),
    redirected("deno", fastestBare("deno").id, 0.9),
    ...runtimes.map((runtime) => redirected(runtime, "nginx", 0.4, 0.5)),
    ...runtimes.map((runtime) => {
      const row = measured.memory.find(({ contender }) => contender === `understudy-${runtime}`);
      return target(`${NAMES[runtime]}, memory of slow readers, 16 MB against 20 kB under way`, {
        limit: 2,
        sense: "under",
        figure: row && row.median.largeAddedMiB / Math.max(row.median.smallAddedMiB, 0.1),
        note: row ? `${row.readers} readers` : "memory",
      });
    }),
    ...runtimes.flatMap((runtime) => {
      const row = measured.catalogs.find((catalog) => catalog.runtime === runtime);
      const catalog = (what: string, limit: number, figure: number | undefined) =>
        target(`${NAMES[runtime]}, catalog of 1,000,000 rows, ${what}`, {
          limit,
          sense: "under",
          figure,
          note: "catalog",
        });
      return [
        catalog("ready, seconds", 5, row?.readySeconds),
        catalog("memory, MB", 400, row?.readyMB),
        catalog("look-up, µs", 2, row?.lookUpMicroseconds),
      ];
    }),
  ];
}

function target(
  name: string,
  { limit, tryFor, sense = "at least", figure, note }: Pick<Target, "limit" | "figure" | "note"> & Partial<Target>,
): Target {
  const reached = figure !== undefined && (sense === "at least" ? figure >= limit : figure < limit);
  const verdict = figure === undefined ? "not measured" : reached ? "met" : "open";
  return { name, limit, ...(tryFor === undefined ? {} : { tryFor }), sense, figure, verdict, note };
}
