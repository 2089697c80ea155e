import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { commandWords } from "../launcher/command-template.ts";
import { REPORTERS } from "../report/reporters.ts";
import { checkStart } from "../runner/check-start.ts";
import type { ConformanceResults } from "../runner/result.ts";
import { runConformance } from "../runner/run-conformance.ts";
import { casesOfProfile, selectCases } from "../runner/select-cases.ts";
import { startCommand } from "../runner/start-command.ts";
import { parseCommandArguments, type Report, type RunArguments } from "./command-arguments.ts";
import { CommandError } from "./command-error.ts";
import { knownGapsText, readKnownGaps } from "./known-gaps-file.ts";
import { createProgress, type ProgressOutput } from "./progress.ts";

/** What the command has to do with its surroundings. */
export interface CommandSurroundings {
  /** Without the runtime and the script. */
  readonly argv: readonly string[];
  /** Writes to stdout. */
  readonly print: (text: string) => void;
  /** Whether stdout is a terminal that wants colours. @default false */
  readonly colors?: boolean | undefined;
  /** stderr */
  readonly errors: ProgressOutput;
  /** Aborted, with a reason of one line, when the command is interrupted. */
  readonly signal: AbortSignal;
}

/** 0: the server conforms; 1: a required case failed, or a known gap is gone; 2: it could not be run. */
export type ExitStatus = 0 | 1 | 2;

/** Runs the command. Never rejects: what keeps it from running is one line on stderr. */
export async function runCommand(surroundings: CommandSurroundings): Promise<ExitStatus> {
  const { argv, print, errors } = surroundings;
  try {
    const parsed = parseCommandArguments(argv, surroundings.colors);
    switch (parsed.kind) {
      case "help":
      case "version":
        print(parsed.text);
        return 0;
      case "list":
        print(caseList(parsed.only));
        return 0;
      case "run":
        return await run(parsed.arguments, surroundings);
    }
  } catch (error) {
    errors.write(`${oneLine(error)}\n`);
    return 2;
  }
}

async function run(args: RunArguments, { print, errors, signal }: CommandSurroundings): Promise<ExitStatus> {
  // All that can be said without starting anything is said first.
  commandWords(args.start, { conf: "", port: 0 });
  const cases = selectCases(args.only, casesOfProfile(args.profile));
  const knownGaps = args.knownGapsFile === undefined ? [] : await readKnownGaps(args.knownGapsFile);
  selectCases(knownGaps.map(({ id }) => id));
  await checkFiles(args.reports);
  if (args.writeKnownGapsFile !== undefined) await writeText("--write-known-gaps", args.writeKnownGapsFile, "[]\n");

  const {
    start,
    readyTimeoutMs,
    stopTimeoutMs,
    port,
    trustProxyWords,
    allowIncompleteWords,
    workFolder = tmpdir(),
  } = args;
  const startTarget = startCommand(
    defined({ command: start, readyTimeoutMs, stopTimeoutMs, port, trustProxyWords, allowIncompleteWords }) as {
      command: string;
    },
  );
  await checkStart(startTarget, workFolder, signal);

  const progress = createProgress(errors, cases.length);
  const { name, only, offers, expectRuntime, concurrency, logWaitMs, keep, profile, writeKnownGapsFile } = args;
  const results = await runConformance({
    name,
    start: startTarget,
    knownGaps,
    offers,
    workFolder,
    signal,
    onResult: progress.onResult,
    keep,
    ...defined({ only, expectRuntime, concurrency, logWaitMs, profile }),
  }).finally(progress.end);
  if (writeKnownGapsFile !== undefined)
    await writeText("--write-known-gaps", writeKnownGapsFile, knownGapsText(results));
  await writeReports(args.reports, results, print);
  return exitStatus(results, errors);
}

function exitStatus(results: ConformanceResults, errors: ProgressOutput): ExitStatus {
  if (results.ok) return 0;
  const isBroken = results.cases.some(
    ({ outcome, kind }) => outcome === "unexpected-pass" || (outcome === "fail" && kind === "required"),
  );
  const untried = results.cases.filter(({ outcome }) => outcome === "setup-failure");
  if (untried.length > 0) {
    const cases = untried.length === 1 ? "1 case" : `${untried.length} cases`;
    errors.write(`${cases} could not be tried: ${oneLine(untried[0]!.reason)}\n`);
  }
  return isBroken ? 1 : 2;
}

/** A file that cannot be written is found before the run and not behind it. */
async function checkFiles(reports: readonly Report[]): Promise<void> {
  for (const { reporter, file } of reports) if (file !== undefined) await writeReport(reporter, file, "");
}

async function writeReports(reports: readonly Report[], results: ConformanceResults, print: (text: string) => void) {
  for (const { reporter, file } of reports) {
    const text = REPORTERS[reporter](results);
    if (file === undefined) print(text);
    else await writeReport(reporter, file, text);
  }
}

async function writeReport(reporter: string, file: string, text: string): Promise<void> {
  await writeText(`--reporter ${reporter}`, file, text);
}

async function writeText(option: string, file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? error;
    throw new CommandError(`${option}: ${file} cannot be written (${why})`);
  }
}

function caseList(only: readonly string[] | undefined): string {
  return selectCases(only)
    .map(({ id, kind, rules, title }) => `${id}\t${kind}\t${rules.join(" ")}\t${title}\n`)
    .join("");
}

function defined<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, " | ");
}
