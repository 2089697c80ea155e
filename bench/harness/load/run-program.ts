import { execFile } from "node:child_process";

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a program to its end. @returns what it wrote to standard output @throws with what it complained of */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: MAX_OUTPUT_BYTES, env: { ...process.env, ...env } };
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program}: ${stderr.trim() || error.message}`));
      else resolve(stdout);
    });
  });
}
