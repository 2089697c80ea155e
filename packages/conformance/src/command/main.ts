#!/usr/bin/env node
import process from "node:process";
import { hasColors } from "@understudy/command-line";
import { runCommand } from "./run-command.ts";

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // The second time it does not wait; the servers under test are killed by their guard.
    if (interruption.signal.aborted) process.exit(2);
    interruption.abort(new Error(`interrupted by ${signal}`));
  });
}
// A reader of the first lines only (`| head`) ends the run; that is no crash.
process.stdout.on("error", () => process.exit(2));

process.exitCode = await runCommand({
  argv: process.argv.slice(2),
  print: (text) => void process.stdout.write(text),
  colors: hasColors(process.stdout),
  errors: {
    write: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    columns: process.stderr.columns,
  },
  signal: interruption.signal,
});
