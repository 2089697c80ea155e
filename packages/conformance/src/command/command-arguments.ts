import { parseCommandLine } from "@understudy/command-line";
import { isReporterName, REPORTERS, type ReporterName } from "../report/reporters.ts";
import { CommandError } from "./command-error.ts";
import { type CommandOptions, conformanceCommand } from "./conformance-command.ts";

/** An ability that the caller vouches for. */
export type Offer = (typeof OFFERS)[number];

/** What the command is to run. */
export interface RunArguments {
  readonly start: string;
  readonly name: string;
  readonly only: readonly string[] | undefined;
  readonly reports: readonly Report[];
  readonly knownGapsFile: string | undefined;
  readonly offers: readonly Offer[];
  readonly trustProxyWords: string | undefined;
  readonly allowIncompleteWords: string | undefined;
  readonly expectRuntime: string | undefined;
  readonly port: number;
  readonly concurrency: number | undefined;
  readonly readyTimeoutMs: number | undefined;
  readonly stopTimeoutMs: number | undefined;
  readonly logWaitMs: number | undefined;
  readonly workFolder: string | undefined;
  readonly keep: boolean;
  readonly profile: "manual" | undefined;
  /** Where the failed cases are written to, as known gaps. */
  readonly writeKnownGapsFile: string | undefined;
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
  | { readonly kind: "help" | "version"; readonly text: string };

const OFFERS = ["request-body", "trusted-proxy", "unprivileged"] as const;

/**
 * Reads the command line; of an option that is given twice the last counts, but for `--reporter`.
 *
 * @param colors whether the help may be coloured
 * @throws {CommandError} naming the option, its value and what is allowed
 */
export function parseCommandArguments(argv: readonly string[], colors = false): CommandArguments {
  const parsed = parseCommandLine<CommandOptions>(argv, conformanceCommand, {
    colors,
    freeValues: ["--trust-proxy", "--allow-incomplete"],
  });
  if (parsed.kind === "error") throw new CommandError(parsed.message);
  if (parsed.kind !== "run") return parsed;
  const options = parsed.arguments;
  const only = options.only === undefined ? undefined : words(options.only);
  if (options.list) return { kind: "list", only };

  const { start, trustProxy } = options;
  if (start === undefined) throw new CommandError("--start is missing; see --help");
  return {
    kind: "run",
    arguments: {
      start,
      name: options.name ?? nameOf(start),
      only,
      reports: reportsOf(options.reporter ?? [], options.output),
      knownGapsFile: options.knownGaps,
      offers: offersOf(options.offers, trustProxy),
      trustProxyWords: trustProxy,
      allowIncompleteWords: options.allowIncomplete,
      expectRuntime: options.expectRuntime,
      port: options.port ?? 0,
      concurrency: options.concurrency,
      readyTimeoutMs: options.readyTimeout,
      stopTimeoutMs: options.stopTimeout,
      logWaitMs: options.logWait,
      workFolder: options.workFolder,
      keep: options.keep ?? false,
      profile: profileOf(options.profile),
      writeKnownGapsFile: options.writeKnownGaps,
    },
  };
}

/** The program of a command, without the folders in front of it. */
function nameOf(start: string): string {
  const [program = ""] = start.trim().split(/\s+/);
  return program.replace(/["']/g, "").split(/[\\/]/).at(-1) || "server";
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

function profileOf(profile: string | undefined): "manual" | undefined {
  if (profile === undefined || profile === "manual") return profile;
  throw new CommandError(`--profile is ${JSON.stringify(profile)}; allowed is manual`);
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

function words(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
