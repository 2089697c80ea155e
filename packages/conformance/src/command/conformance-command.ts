import { listOption, textOption, wholeNumberOption } from "@understudy/command-line";
import { TIMER_MS } from "@understudy/core/adapter";
import { Command } from "commander";
import { VERSION } from "../version.ts";

/** The options as they are written, each checked by itself. */
export interface CommandOptions {
  readonly start?: string;
  readonly name?: string;
  readonly only?: string;
  readonly reporter?: readonly string[];
  readonly output?: string;
  readonly knownGaps?: string;
  readonly offers?: string;
  readonly trustProxy?: string;
  readonly allowIncomplete?: string;
  readonly expectRuntime?: string;
  readonly port?: number;
  readonly concurrency?: number;
  readonly readyTimeout?: number;
  readonly stopTimeout?: number;
  readonly logWait?: number;
  readonly workFolder?: string;
  readonly keep?: true;
  readonly profile?: "manual";
  readonly writeKnownGaps?: string;
  readonly list?: true;
}

const MILLISECONDS = { ...TIMER_MS, min: 1 };

/** Servers that get a port each, from the first one's on. */
const MOST_SERVERS = 32;

const EXAMPLE = 'conformance --start "COMMAND with {conf} and {port}" [options]';
const ENDING = `
Progress goes to stderr. Exit status: 0 conforms; 1 a required case failed, or a known gap is gone; 2 could not run.
The contract: README.md of @understudy/conformance.`;

/** The command `conformance` for commander. */
export function conformanceCommand(run: (options: CommandOptions) => void): Command {
  const text = (flags: string, description: string) => command.addOption(textOption(flags, description));
  const number = (flags: string, description: string, limits: { min: number; max: number }) =>
    command.addOption(wholeNumberOption(flags, description, limits));

  const command = new Command("conformance")
    .usage(EXAMPLE.replace("conformance ", ""))
    .description("Runs the conformance cases of redirect on error against a server.")
    .addHelpText("after", ENDING)
    .helpOption("-h, --help", "prints this")
    .version(VERSION, "-V, --version", "prints the version");
  text(
    "--start <COMMAND>",
    "starts the server; {conf} is the configuration folder, {port} the port, 0 for a free one; its first line on stdout " +
      'must be "listening on http://HOST:PORT"',
  );
  text("--name <NAME>", "how the server is called in the results; the command's first word if not given");
  text("--only <IDS>", "ids of rules and cases, with commas between them; all if not given");
  command.addOption(
    listOption(
      "--reporter <NAME[=FILE]>",
      "text, json, tap or html; may be given several times; without FILE it goes to stdout; text if not given",
    ),
  );
  text("--output <FILE>", "where the reporter without FILE writes to");
  text("--known-gaps <FILE>", 'JSON: [{ "id": CASE, "reason": TEXT, "link": URL }]; these cases are expected to fail');
  text("--offers <WORDS>", "what the server can do beside: request-body, unprivileged, trusted-proxy, with commas");
  text("--trust-proxy <WORDS>", "put behind the command to make the server trust the proxy in front of it");
  text(
    "--allow-incomplete <WORDS>",
    "put behind the command to make the server start where a catalog or folder is missing",
  );
  text("--expect-runtime <TEXT>", 'beginning of what the server says it runs on: "node 20"');
  number("--port <N>", "the first server's port; every further one gets the next; 0, free ones, if not given", {
    min: 0,
    max: 65_535 - MOST_SERVERS,
  });
  number("--concurrency <N>", "cases side by side on one server; 12 if not given", { min: 1, max: 1_000 });
  number("--ready-timeout <MS>", "longest wait for the server's first line; 20000 if not given", MILLISECONDS);
  number("--stop-timeout <MS>", "longest wait after SIGTERM, then it is killed; 5000 if not given", MILLISECONDS);
  number("--log-wait <MS>", "longest wait for the log line of a request; 5000 if not given", MILLISECONDS);
  text("--work-folder <DIR>", "where the configuration folders are made; the system's temporary folder if not given");
  command.option("--keep", "leaves the configuration folders where they are; a case that did not pass names its own");
  text("--profile <manual>", "manual: asks only for what the IS manual says, and not for rules of our own");
  text("--write-known-gaps <FILE>", "writes the required cases that failed to a file that --known-gaps takes");
  return command.option("--list", "prints the cases, and runs nothing").action(run);
}
