import { tmpdir } from "node:os";
import { OptionError } from "@understudy/core";
import { checkOptionNames, type OptionNames, TIMER_MS, wholeNumber } from "@understudy/core/adapter";
import type { ConformanceCase, Need } from "../format/case.ts";
import { CONFIGURATIONS, type ConfigurationName, configurationSpec, type RootKind } from "../format/configuration.ts";
import { openBlackHole } from "../secondary/black-hole.ts";
import { findRefusedPort } from "../secondary/refused-port.ts";
import { startSecondary } from "../secondary/secondary.ts";
import { createVerdicts } from "./case-verdicts.ts";
import type { CaseResult, ConformanceResults, KnownGap, Outcome } from "./result.ts";
import { isAcceptable } from "./result.ts";
import { runGroup } from "./run-group.ts";
import { casesOfProfile, selectCases } from "./select-cases.ts";
import type { StartTarget } from "./target.ts";

/** Options of {@link runConformance}. */
export interface ConformanceOptions {
  /** How the server is called in the results. */
  readonly name: string;
  readonly start: StartTarget;
  /** Abilities that only the caller knows of. @default none */
  readonly offers?: readonly Extract<Need, "request-body" | "trusted-proxy" | "unprivileged">[];
  /** Beginning of what the server says it runs on, such as `node` or `bun 1.4`. @default not looked at */
  readonly expectRuntime?: string;
  /** Cases that fail for a reason outside of the server. */
  readonly knownGaps?: readonly KnownGap[];
  /** Ids of cases and rules. @default all */
  readonly only?: readonly string[];
  /** Called as soon as a case has ended. */
  readonly onResult?: (result: CaseResult) => void;
  /** Cases side by side on one server, 1 to 1000. @default 12 */
  readonly concurrency?: number;
  /** Longest wait for the log line of a request that is over, milliseconds. @default 5000 */
  readonly logWaitMs?: number;
  /**
   * Where the configuration folders are made, one a server, and removed afterwards.
   * @default the system's folder for such things
   */
  readonly workFolder?: string;
  /** Whether the configuration folders are left there; a case that did not pass names its own. @default false */
  readonly keep?: boolean;
  /** `manual`: only what the IS manual says is asked for (R01 to R17), and not the rules of our own. @default all rules */
  readonly profile?: "manual";
  /** Gives the run up: the servers are ended, and `runConformance` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

const OPTION_NAMES = {
  name: true,
  start: true,
  offers: true,
  expectRuntime: true,
  knownGaps: true,
  only: true,
  onResult: true,
  concurrency: true,
  logWaitMs: true,
  workFolder: true,
  keep: true,
  profile: true,
  signal: true,
} as const satisfies OptionNames<ConformanceOptions>;

/** Servers side by side. */
const GROUPS_AT_ONCE = 3;

/**
 * Runs the conformance cases against a server that can be started on a configuration folder.
 *
 * @throws {OptionError} for a bad option
 * @throws {TypeError} for an unknown id in `only` or `knownGaps`
 * @throws {Error} when the surroundings cannot be set up, such as a port on this machine
 * @throws the reason of `signal`, when that is aborted; everything is ended and removed by then
 */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceResults> {
  checkOptionNames(options, OPTION_NAMES);
  const concurrency = wholeNumber("concurrency", options.concurrency, { byDefault: 12, min: 1, max: 1_000 });
  const logWaitMs = wholeNumber("logWaitMs", options.logWaitMs, { ...TIMER_MS, byDefault: 5_000 });
  const startedAt = new Date();
  if (options.profile !== undefined && options.profile !== "manual") {
    throw new OptionError("profile", options.profile, "manual");
  }
  const cases = selectCases(options.only, casesOfProfile(options.profile));
  selectCases((options.knownGaps ?? []).map(({ id }) => id));
  options.signal?.throwIfAborted();
  const verdicts = createVerdicts(cases, options);
  const onAbort = () => verdicts.giveUp("the run was given up");
  options.signal?.addEventListener("abort", onAbort, { once: true });
  const secondary = await startSecondary();
  const decoy = await startSecondary();
  const names = (Object.keys(CONFIGURATIONS) as ConfigurationName[]).filter((name) => casesOf(cases, name).length > 0);
  const roots = await openRoots(
    names.map((name) => configurationSpec(name).root),
    secondary.url,
  );
  try {
    const waiting = [...names];
    const worker = async () => {
      for (let name = waiting.shift(); name && !options.signal?.aborted; name = waiting.shift()) {
        const spec = configurationSpec(name);
        const group = verdicts.beforeStart(casesOf(cases, name));
        if (group.length === 0) continue;
        const parts = { spec, rootUrl: roots.urlOf(spec.root), cases: group, start: options.start, secondary, decoy };
        await runGroup(
          {
            ...parts,
            concurrency,
            logWaitMs,
            workFolder: options.workFolder ?? tmpdir(),
            name,
            keep: options.keep ?? false,
            signal: options.signal,
          },
          {
            run: verdicts.run,
            couldNotStart: (reason) => verdicts.setupFailed(group, reason),
            refusedToStart: () => verdicts.refused(group),
          },
        );
      }
    };
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, worker));
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
    await Promise.all([secondary.close(), decoy.close(), roots.close()]);
  }
  options.signal?.throwIfAborted();
  const results = await verdicts.all();
  return {
    name: options.name,
    ...(verdicts.runtime && { runtime: verdicts.runtime }),
    ...(options.only && { selected: options.only }),
    ...(options.profile && { profile: options.profile }),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    ok: results.every(isAcceptable),
    counts: countOutcomes(results),
    cases: results,
  };
}

function casesOf(cases: readonly ConformanceCase[], name: ConfigurationName): readonly ConformanceCase[] {
  return cases.filter((one) => (one.configuration ?? "standard") === name);
}

async function openRoots(kinds: readonly RootKind[], secondaryUrl: string) {
  const hole = kinds.includes("black-hole") ? await openBlackHole() : undefined;
  const refused = kinds.includes("refused") ? await findRefusedPort() : undefined;
  const urls: Record<RootKind, string | undefined> = {
    secondary: secondaryUrl,
    refused,
    "black-hole": hole?.url,
    empty: undefined,
    absent: undefined,
  };
  return { urlOf: (kind: RootKind) => urls[kind], close: async () => hole?.close() };
}

function countOutcomes(results: readonly CaseResult[]): Record<Outcome, number> {
  const counts = { pass: 0, fail: 0, skip: 0, "setup-failure": 0, "expected-failure": 0, "unexpected-pass": 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}
