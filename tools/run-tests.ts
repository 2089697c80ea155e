/**
 * Runs the tests inside each runtime, one after the other, and adds the counts of the runner's own reports up:
 * `npm test` for all, `npm run test:node`, `test:bun`, `test:deno` for one. Further arguments go to vitest.
 *
 * Everything runs on Node.js: also the conformance cases against the apps of all runtimes, in their own processes.
 * Inside Bun and Deno run the unit and handler tests of the packages that run there; those of the image server's
 * rendering only when the runtime is named, so that `npm test` stays near three minutes.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
const bin = (name: string) => join(root, "node_modules", ".bin", name);
/** What of the image server does no rendering. */
const IMAGE_SERVER_ROOMS = [
  "access-log",
  "catalog",
  "commands",
  "configuration",
  "lookup",
  "reload",
  "representation",
  "request",
  "responses",
  "sources",
];
const PORTABLE = [
  "packages/core/",
  "packages/http-transport/",
  "packages/source-check/",
  "packages/command-line/",
  ...IMAGE_SERVER_ROOMS.map((room) => `packages/image-server/src/${room}/`),
];
const RENDERING = ["packages/image-server/"];

interface Runtime {
  readonly command: readonly [program: string, ...args: string[]];
  /** What of the tree; everything when empty. */
  readonly folders: readonly string[];
  /** What more when the runtime is named. */
  readonly moreWhenNamed: readonly string[];
}

const RUNTIMES: Readonly<Record<string, Runtime>> = {
  node: { command: [process.execPath, vitest, "run"], folders: [], moreWhenNamed: [] },
  bun: {
    command: [bin("bun"), "--bun", vitest, "run"],
    folders: [...PORTABLE, "packages/adapter-bun/"],
    moreWhenNamed: RENDERING,
  },
  deno: {
    command: [bin("deno"), "run", "-A", vitest, "run"],
    folders: [...PORTABLE, "packages/adapter-deno/"],
    moreWhenNamed: RENDERING,
  },
};

/** The counts of one or more runs. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The part of vitest's JSON report that is counted. */
export interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}

/** Counts a report. A file that failed before its first test counts as one failed test. */
export function countsOf(report: Report): Counts {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** `N passed, N failed`, and `, N skipped` where there are any. */
export function formatCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

async function runInside(
  { command: [program, ...given] }: Runtime,
  folders: readonly string[],
  further: string[],
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "understudy-tests-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const child = spawn(program, [...given, ...folders, ...reporters, ...further], { cwd: root, stdio: "inherit" });
  const stop = () => child.kill("SIGTERM");
  process.on("SIGINT", stop).on("SIGTERM", stop);
  try {
    const status = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    const counts = countsOf(JSON.parse(readFileSync(report, "utf8")) as Report);
    // An error outside of all tests: the runner says so with its exit status only.
    if (status !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  } catch (error) {
    console.error(`the tests did not run to their end: ${(error as Error).message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    rmSync(folder, { recursive: true, force: true });
  }
}

const HELP = `Usage: npm test -- [${Object.keys(RUNTIMES).join("] [")}] [arguments of vitest]

Runs the tests inside each runtime, or inside those that are named. vitest's own help: npx vitest --help
`;

async function main(args: string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) return void process.stdout.write(HELP);
  const named = args.filter((arg) => Object.hasOwn(RUNTIMES, arg));
  const further = args.filter((arg) => !named.includes(arg));
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const name of named.length > 0 ? named : Object.keys(RUNTIMES)) {
    console.log(`\ninside ${name}:`);
    const runtime = RUNTIMES[name]!;
    const folders = named.length > 0 ? [...runtime.folders, ...runtime.moreWhenNamed] : runtime.folders;
    const counts = await runInside(runtime, folders, further);
    console.log(`inside ${name}: ${formatCounts(counts)}`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  console.log(formatCounts(total));
  process.exitCode = total.failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
