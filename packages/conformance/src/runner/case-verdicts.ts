import type { ConformanceCase, Need } from "../format/case.ts";
import type { Mismatch } from "./result.ts";
import { type CaseResult, type KnownGap, withKnownGap } from "./result.ts";
import { runCase, type Surroundings } from "./run-case.ts";
import type { Target } from "./target.ts";

interface VerdictOptions {
  readonly offers?: readonly Need[];
  readonly expectRuntime?: string;
  readonly knownGaps?: readonly KnownGap[];
  readonly profile?: "manual" | undefined;
  readonly onResult?: (result: CaseResult) => void;
}

/** Decides of every case whether it is tried and how it ended, once. */
export interface Verdicts {
  /** Skips the cases for which starting a server would be in vain; gives the others. */
  beforeStart(cases: readonly ConformanceCase[]): readonly ConformanceCase[];
  setupFailed(cases: readonly ConformanceCase[], reason: string): void;
  /** The server does not start, and that keeps the rules of these cases. */
  refused(cases: readonly ConformanceCase[]): void;
  /** Tries a case, after those that it depends on. Never throws. */
  run(one: ConformanceCase, around: Surroundings): Promise<void>;
  /** The run was given up: what has not ended yet counts as not tried. */
  giveUp(reason: string): void;
  /** All results, in the order of the cases. */
  all(): Promise<readonly CaseResult[]>;
  /** Which runtime answered, where a server said so. */
  readonly runtime: string | undefined;
}

const EXIT_WAIT_MS = 200;

/** The verdicts of one run. */
export function createVerdicts(cases: readonly ConformanceCase[], options: VerdictOptions): Verdicts {
  const pending = new Map(cases.map((one) => [one.id, deferred<CaseResult>()]));
  let runtime: string | undefined;
  let givenUp = false;

  function settle(one: ConformanceCase, ended: Partial<CaseResult> & Pick<CaseResult, "outcome">): void {
    const { id, kind, rules, title } = one;
    const gap = options.knownGaps?.find((candidate) => candidate.id === id);
    const result = withKnownGap({ id, kind, rules, title, mismatches: [], durationMs: 0, ...ended }, gap);
    pending.get(id)!.resolve(result);
    if (!givenUp) options.onResult?.(result);
  }

  function missingNeed(one: ConformanceCase, target?: Target): string | undefined {
    for (const need of one.needs ?? []) {
      if (need === "socket") {
        if (target && !("url" in target)) return "there is no socket towards the client";
      } else if (need === "expected-runtime") {
        if (options.expectRuntime === undefined) return "the run was not told which runtime to expect";
      } else if (!options.offers?.includes(need)) return `the run does not offer ${need}`;
    }
    return undefined;
  }

  async function failedDependency(one: ConformanceCase): Promise<string | undefined> {
    for (const id of one.dependsOn ?? []) {
      const { outcome, mismatches, rules } = await pending.get(id)!.promise;
      const [subject] = rules;
      const onlyBeside = mismatches.length > 0 && mismatches.every((one) => !(one.rules ?? rules).includes(subject!));
      if (outcome !== "pass" && outcome !== "unexpected-pass" && !onlyBeside)
        return `it depends on ${id}, which ended with ${outcome}`;
    }
    return undefined;
  }

  return {
    beforeStart: (group) =>
      group.filter((one) => {
        const reason = missingNeed(one);
        if (reason !== undefined) settle(one, { outcome: "skip", skipped: "need", reason });
        return reason === undefined;
      }),
    setupFailed(group, reason) {
      for (const one of group) settle(one, { outcome: "setup-failure", reason });
    },
    refused(group) {
      for (const one of group) settle(one, { outcome: "pass" });
    },
    async run(one, around) {
      const startedAt = performance.now();
      const unmet = missingNeed(one, around.target);
      if (unmet !== undefined) return settle(one, { outcome: "skip", skipped: "need", reason: unmet });
      const unfit = await failedDependency(one);
      if (unfit !== undefined) return settle(one, { outcome: "skip", skipped: "dependency", reason: unfit });
      const endedBefore = around.ended();
      if (endedBefore !== undefined) {
        settle(one, { outcome: "setup-failure", reason: `the server has ended by itself (${endedBefore})` });
        return;
      }
      try {
        const { mismatches: found, requests } = await runCase(one, around);
        if (found.length > 0) await exitIsKnown(around.target);
        // Asked for behind the requests: a server may say it a little after its first line.
        const all = [
          ...endMismatch(around.ended()),
          ...runtimeMismatch(one, around.target, options.expectRuntime),
          ...found,
        ];
        const mismatches = options.profile === "manual" ? all.filter((mismatch) => isOfManual(mismatch, one)) : all;
        const evidence = mismatches.length > 0 ? { evidence: { configuration: around.configuration, requests } } : {};
        runtime ??= around.target.runtime;
        const outcome = mismatches.length > 0 ? "fail" : "pass";
        settle(one, { outcome, mismatches, ...evidence, durationMs: Math.round(performance.now() - startedAt) });
      } catch (error) {
        settle(one, { outcome: "setup-failure", reason: `${error}` });
      }
    },
    giveUp(reason) {
      givenUp = true;
      for (const one of cases) settle(one, { outcome: "setup-failure", reason });
    },
    all: () => Promise.all(cases.map((one) => pending.get(one.id)!.promise)),
    get runtime() {
      return runtime;
    },
  };
}

/** Whether a mismatch breaks a rule of the manual and not only one of our own. */
function isOfManual({ rules }: Mismatch, one: ConformanceCase): boolean {
  return (rules ?? one.rules).some((rule) => rule.startsWith("R"));
}

/** A server's connections are gone a little before its process is: what it ended with is worth a short wait. */
async function exitIsKnown({ exited }: Target): Promise<void> {
  if (exited === undefined) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, EXIT_WAIT_MS);
  });
  await Promise.race([exited, late]);
  clearTimeout(timer);
}

function endMismatch(ended: string | undefined): Mismatch[] {
  return ended === undefined
    ? []
    : [{ where: "server", expected: "goes on running", got: `ended by itself (${ended})` }];
}

function runtimeMismatch(one: ConformanceCase, target: Target, expected: string | undefined): Mismatch[] {
  if (!one.needs?.includes("expected-runtime") || expected === undefined) return [];
  if (`${target.runtime ?? ""} `.startsWith(expected)) return [];
  return [{ where: "runtime", expected, got: target.runtime ?? "the server does not say what it runs on" }];
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
