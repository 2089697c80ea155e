/** `npm run soak -- --help`: see bench/README.md. Exit code 1 when something is found. */
import process from "node:process";
import { choiceOption, readCommandLine, UsageError, wholeNumberOption } from "@understudy/command-line";
import { Command } from "commander";
import { FROM_ONE } from "../harness/options/run-options.ts";
import { REQUESTS_OF_A_CLIENT } from "./plan.ts";
import { runSoak, SOAK_RUNTIMES, type SoakRuntime } from "./soak.ts";

interface SoakArguments {
  readonly runtime: SoakRuntime;
  readonly requests: number;
  readonly seed: number;
  readonly first: number;
  readonly clients: number;
  readonly timeout: number;
}

const options = readCommandLine<SoakArguments>((run) => {
  const number = (flag: string, what: string, byDefault: number, limits = FROM_ONE) =>
    wholeNumberOption(`--${flag} <N>`, what, limits).default(byDefault);
  return new Command("npm run soak --")
    .description("Redirected requests whose answers break in every way, every byte and every log line compared.")
    .addOption(choiceOption("--runtime <NAME>", "where the server runs", SOAK_RUNTIMES).default("node"))
    .addOption(number("requests", "requests", 100_000))
    .addOption(number("seed", "what the answers and the clients are made from", 1))
    .addOption(
      number("first", `number of the first request, a multiple of ${REQUESTS_OF_A_CLIENT}`, 0, { ...FROM_ONE, min: 0 }),
    )
    .addOption(number("clients", "clients at a time", 256))
    .addOption(number("timeout", "how long the primary waits for the secondary, milliseconds", 8_000))
    .action((chosen: SoakArguments) => {
      if (chosen.first % REQUESTS_OF_A_CLIENT > 0) {
        throw new UsageError(`--first is ${chosen.first}; allowed are multiples of ${REQUESTS_OF_A_CLIENT}`);
      }
      run(chosen);
    });
});
const passed = await runSoak({ ...options, socketTimeoutMs: options.timeout, print: console.log });
process.exitCode = passed ? 0 : 1;
