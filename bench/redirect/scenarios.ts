import type { Behaviour, SizeName } from "../harness/origin/answers.ts";

/** One kind of load on every contender. */
export interface LoadScenario {
  readonly id: string;
  readonly size: SizeName;
  readonly behaviour: Behaviour;
  readonly connections: number;
  readonly keepAlive: boolean;
  /** Shorter, and too few of the answers would be complete in time. */
  readonly leastSeconds: number;
}

const SIZE_NAMES: readonly SizeName[] = ["2k", "20k", "1m", "16m"];

/**
 * Every size with 32 and 256 connections, with and without keep-alive, and a thousand requests in flight to a slow
 * secondary.
 */
export const LOAD_SCENARIOS: readonly LoadScenario[] = [
  ...SIZE_NAMES.flatMap((size) =>
    [32, 256].flatMap((connections) =>
      [true, false].map(
        (keepAlive): LoadScenario => ({
          id: `${size}-c${connections}${keepAlive ? "" : "-close"}`,
          size,
          behaviour: "whole",
          connections,
          keepAlive,
          leastSeconds: size === "16m" ? connections / 32 + 5 : 1,
        }),
      ),
    ),
  ),
  { id: "slow-c1000", size: "20k", behaviour: "slow", connections: 1000, keepAlive: true, leastSeconds: 1 },
];

/** What is measured in another way than by a load tool on every contender. */
export const OTHER_SCENARIOS = ["memory", "good-path", "wrapper-cost", "catalog"] as const;

export type OtherScenario = (typeof OTHER_SCENARIOS)[number];

/** The scenario that the ratios of throughput are taken from. */
export const RATIO_SCENARIO = "20k-c32";
