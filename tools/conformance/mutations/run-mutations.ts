import { availableParallelism } from "node:os";
import { readCommandLine } from "@understudy/command-line";
import { type ConformanceResults, RULE_IDS, runConformance, startCommand } from "@understudy/conformance";
import { Argument, Command } from "commander";
import { ALL_MUTATIONS } from "./all-mutations.ts";
import { type Mutation, TARGETS, type TargetName } from "./mutation.ts";
import { copySources, type SourceCopy } from "./source-copy.ts";

function run(copy: SourceCopy, target: TargetName, only: readonly string[]): Promise<ConformanceResults> {
  return runConformance({
    name: target,
    start: startCommand({
      command: `"${process.execPath}" -C @understudy/source --import tsx ${TARGETS[target]} --conf {conf} --port {port}`,
      cwd: copy.folder,
      trustProxyWords: "--trust-proxy any",
      allowIncompleteWords: "--allow-incomplete",
    }),
    offers: target === "core-alone" ? ["trusted-proxy", "request-body"] : ["trusted-proxy"],
    only,
    logWaitMs: 2_000,
  });
}

/** How many required cases of its rule a mutation fails; undefined, or a reason, when it could not be tried. */
async function tryMutation(
  copy: SourceCopy,
  mutation: Mutation,
): Promise<{ failed: number; tried: number; problem?: string }> {
  const { rule, patches, target = "app", only = [rule] } = mutation;
  try {
    const { cases } = await copy.withPatches(patches, () => run(copy, target, only));
    const required = cases.filter(({ kind, rules }) => kind === "required" && rules.includes(rule));
    const setup = cases.find(({ outcome }) => outcome === "setup-failure");
    return {
      failed: required.filter(({ outcome }) => outcome === "fail").length,
      tried: required.filter(({ outcome }) => outcome !== "skip").length,
      ...(setup?.reason !== undefined && { problem: setup.reason }),
    };
  } catch (error) {
    return { failed: 0, tried: 0, problem: (error as Error).message };
  }
}

/** Cases that fail though nothing is broken would prove nothing. */
async function problemsOfTheUnbroken(copy: SourceCopy, mutations: readonly Mutation[]): Promise<string[]> {
  const problems: string[] = [];
  for (const target of Object.keys(TARGETS) as TargetName[]) {
    const ofTarget = mutations.filter((one) => (one.target ?? "app") === target);
    const only = [...new Set(ofTarget.flatMap(({ only: ids, rule }) => ids ?? [rule]))];
    if (only.length === 0) continue;
    const { cases } = await run(copy, target, only);
    const bad = cases.filter(
      ({ kind, outcome }) => kind === "required" && (outcome === "fail" || outcome === "setup-failure"),
    );
    problems.push(...bad.map(({ id, reason = "it fails" }) => `${target}, ${id}: ${reason}`));
  }
  return problems;
}

const rules = readCommandLine<readonly string[]>((run) =>
  new Command("npm run matrix:mutations --")
    .description(
      "Breaks each rule in turn, in a copy of the sources, and asserts that the suite says so. Exit status 1 when a mutation " +
        "survives, or cannot be tried.",
    )
    .addArgument(new Argument("[RULE...]", "rules to break; all if none is named").choices(RULE_IDS))
    .action(run),
);
const mutations = ALL_MUTATIONS.filter(({ rule }) => rules.length === 0 || rules.includes(rule));
const copies = await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, copySources));
try {
  const problems = await problemsOfTheUnbroken(copies[0]!, mutations);
  if (problems.length > 0) {
    console.error(`without any mutation the suite fails:\n${problems.join("\n")}`);
    process.exitCode = 1;
  } else {
    console.log(`${mutations.length} mutations; without any of them the suite passes`);
    const waiting = [...mutations];
    const worker = async (copy: SourceCopy) => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const { failed, tried, problem } = await tryMutation(copy, one);
        const isCaught = failed > 0;
        if (!isCaught) process.exitCode = 1;
        const cases = `${failed} of ${tried} cases fail`;
        console.log(
          `${isCaught ? "caught  " : "SURVIVED"}  ${one.rule}  ${cases.padEnd(20)}  ${one.what}${problem ? `  (${problem})` : ""}`,
        );
      }
    };
    await Promise.all(copies.map(worker));
  }
} finally {
  await Promise.all(copies.map((copy) => copy.remove()));
}
