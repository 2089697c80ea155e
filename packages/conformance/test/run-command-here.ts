import { type ExitStatus, runCommand } from "../src/command/run-command.ts";

/** Runs the command in this process. */
export async function runCommandHere(
  argv: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<{ status: ExitStatus; stdout: string; stderr: string }> {
  let stdout = "";
  let stderr = "";
  const status = await runCommand({
    argv,
    print: (text) => {
      stdout += text;
    },
    errors: {
      write: (text) => {
        stderr += text;
      },
      isTerminal: false,
    },
    signal,
  });
  return { status, stdout, stderr };
}
