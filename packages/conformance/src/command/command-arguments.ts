import { parseArgs } from "node:util";
import { OptionError } from "@understudy/core";
import { TIMER_MS, wholeNumberOf } from "@understudy/core/adapter";
import { isReporterName, REPORTERS, type ReporterName } from "../report/reporters.ts";
import { CommandError } from "./command-error.ts";

/** An ability that the caller vouches for. */
export type Offer = (typeof OFFERS)[number];

/** What the command was told to run. */
export interface RunArguments {
  readonly start: string;
  readonly name: string;
  readonly only: readonly string[] | undefined;
  readonly reports: readonly Report[];
  readonly knownGapsFile: string | undefined;
  readonly offers: readonly Offer[];
  readonly trustProxyWords: string | undefined;
  readonly expectRuntime: string | undefined;
  readonly port: number;
  readonly concurrency: number | undefined;
  readonly readyTimeoutMs: number | undefined;
  readonly stopTimeoutMs: number | undefined;
  readonly logWaitMs: number | undefined;
  readonly workFolder: string | undefined;
}

/** One report and where it goes. */
export interface Report {
  readonly reporter: ReporterName;
  /** @default stdout */
  readonly file?: string;
}

/** How the arguments were understood. */
export type CommandArguments =
  | { readonly kind: "run"; readonly arguments: RunArguments }
  | { readonly kind: "list"; readonly only: readonly string[] | undefined }
  | { readonly kind: "help" }
  | { readonly kind: "version" };

const OFFERS = ["request-body", "trusted-proxy", "unprivileged"] as const;
const VALUES = [
  "start",
  "name",
  "only",
  "reporter",
  "output",
  "known-gaps",
  "offers",
  "trust-proxy",
  "expect-runtime",
  "port",
  "concurrency",
  "ready-timeout",
  "stop-timeout",
  "log-wait",
  "work-folder",
] as const;
const SWITCHES = ["list", "help", "version"] as const;

/**
 * Reads the command line; of an option that is given twice the last counts, but for `--reporter`.
 *
 * @throws {CommandError} naming the option, its value and what is allowed
 */
export function parseCommandArguments(argv: readonly string[]): CommandArguments {
  const values = readOptions(argv);
  if (values.has("help")) return { kind: "help" };
  if (values.has("version")) return { kind: "version" };
  const last = (name: (typeof VALUES)[number]) => values.get(name)?.at(-1);
  const number = (name: (typeof VALUES)[number], least: number, most: number) =>
    numberOf(`--${name}`, last(name), least, most);
  const only = last("only") === undefined ? undefined : words(last("only")!);
  if (values.has("list")) return { kind: "list", only };

  const start = last("start");
  if (start === undefined) throw new CommandError("--start is missing; see --help");
  const trustProxyWords = last("trust-proxy");
  return {
    kind: "run",
    arguments: {
      start,
      name: last("name") ?? nameOf(start),
      only,
      reports: reportsOf(values.get("reporter") ?? [], last("output")),
      knownGapsFile: last("known-gaps"),
      offers: offersOf(last("offers"), trustProxyWords),
      trustProxyWords,
      expectRuntime: last("expect-runtime"),
      port: number("port", 0, 65_535 - 32) ?? 0,
      concurrency: number("concurrency", 1, 1_000),
      readyTimeoutMs: number("ready-timeout", 1, TIMER_MS.max),
      stopTimeoutMs: number("stop-timeout", 1, TIMER_MS.max),
      logWaitMs: number("log-wait", 1, TIMER_MS.max),
      workFolder: last("work-folder"),
    },
  };
}

/** The program of a command, without the folders in front of it. */
function nameOf(start: string): string {
  const [program = ""] = start.trim().split(/\s+/);
  return program.replace(/["']/g, "").split(/[\\/]/).at(-1) || "server";
}

function readOptions(argv: readonly string[]): Map<string, string[]> {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: {
      ...Object.fromEntries(VALUES.map((name) => [name, { type: "string" as const }])),
      ...Object.fromEntries(SWITCHES.map((name) => [name, { type: "boolean" as const }])),
    },
  });
  const values = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") throw new CommandError(`the argument ${JSON.stringify(token.value)} is not known`);
    const takesValue = (VALUES as readonly string[]).includes(token.name);
    if (!takesValue && !(SWITCHES as readonly string[]).includes(token.name)) {
      throw new CommandError(`the option ${token.rawName} is not known; see --help`);
    }
    // `--start --name x`: without this the next option would be taken for the value.
    if (
      takesValue &&
      (!token.value || (!token.inlineValue && token.value.startsWith("--") && token.name !== "trust-proxy"))
    ) {
      throw new CommandError(`the option --${token.name} has no value`);
    }
    if (!takesValue && token.value !== undefined) throw new CommandError(`the option --${token.name} takes no value`);
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  return values;
}

function reportsOf(reporters: readonly string[], output: string | undefined): readonly Report[] {
  const reports = reporters.map((text): Report => {
    const [name = "", file] = text.split(/=(.*)/s);
    if (!isReporterName(name) || file === "") {
      const allowed = `${Object.keys(REPORTERS).join(", ")}, each with =FILE or without`;
      throw new CommandError(`--reporter is ${JSON.stringify(text)}; allowed are ${allowed}`);
    }
    return file === undefined ? { reporter: name } : { reporter: name, file };
  });
  if (reports.length === 0) reports.push({ reporter: "text" });
  const open = reports.filter(({ file }) => file === undefined);
  if (open.length > 1) {
    const names = open.map(({ reporter }) => reporter).join(" and ");
    throw new CommandError(`--reporter: ${names} would write to the same place; allowed is one without =FILE`);
  }
  if (output === undefined) return reports;
  if (open.length === 0) throw new CommandError(`--output is ${JSON.stringify(output)}, but every reporter has a file`);
  return reports.map((report) => (report.file === undefined ? { ...report, file: output } : report));
}

function offersOf(text: string | undefined, trustProxyWords: string | undefined): readonly Offer[] {
  const offers = new Set<Offer>();
  for (const word of text === undefined ? [] : words(text)) {
    const offer = OFFERS.find((known) => known === word);
    if (!offer) throw new CommandError(`--offers is ${JSON.stringify(word)}; allowed are ${OFFERS.join(", ")}`);
    offers.add(offer);
  }
  if (trustProxyWords !== undefined) offers.add("trusted-proxy");
  return [...offers];
}

function numberOf(option: string, text: string | undefined, min: number, max: number): number | undefined {
  try {
    return text === undefined ? undefined : wholeNumberOf(option, text, { min, max });
  } catch (error) {
    throw error instanceof OptionError ? new CommandError(error.message) : error;
  }
}

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
