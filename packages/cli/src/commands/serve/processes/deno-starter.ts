import type { AppProcess, ProcessStarter } from "./process-starter.ts";

/** A process that Deno has started, as far as it is used here. */
export interface DenoProcess {
  readonly pid: number;
  readonly stdin: WritableStream<Uint8Array>;
  readonly stdout: ReadableStream<Uint8Array>;
  readonly status: Promise<{ readonly code: number; readonly signal: string | null }>;
  kill(signal: string): void;
}

/** What is used of Deno's own API. */
export interface DenoApi {
  readonly args: readonly string[];
  readonly pid: number;
  readonly build: { readonly os: string };
  execPath(): string;
  readonly permissions: {
    query(of: { name: "run"; command: string }): Promise<{ readonly state: string }>;
    revoke(of: { name: "run" }): Promise<unknown>;
  };
  readonly Command: new (
    program: string,
    options: { args: readonly string[]; stdin: string; stdout: string; stderr: string },
  ) => { spawn(): DenoProcess; output(): Promise<{ readonly success: boolean; readonly stdout: Uint8Array }> };
}

/**
 * Starts processes with the flags that this one was started with, but for `--allow-run`. `node:cluster`, and whatever
 * else starts a process by way of `node:child_process`, would start them with every permission.
 */
export function createDenoStarter(deno: DenoApi = (globalThis as unknown as { Deno: DenoApi }).Deno): ProcessStarter {
  let command: Promise<readonly [program: string, ...flags: string[]]> | undefined;

  function start([program, ...flags]: readonly [string, ...string[]], argv: readonly string[]): AppProcess {
    const options = { args: [...flags, ...argv], stdin: "piped", stdout: "piped", stderr: "inherit" };
    const child = new deno.Command(program, options).spawn();
    return {
      pid: child.pid,
      output: child.stdout,
      ended: child.status.then(({ code, signal }) => ({ code: signal === null ? code : null, signal })),
      kill(signal) {
        try {
          child.kill(signal);
        } catch {
          // It has ended.
        }
      },
    };
  }

  return {
    async start(argv) {
      command ??= ownCommand(deno);
      return start(await command, argv);
    },
    // What decodes images of unknown origin shall not be able to start anything.
    giveUp: async () => void (await deno.permissions.revoke({ name: "run" })),
  };
}

/**
 * Prints a file of strings that end with a zero byte as JSON. `deno eval` may read what is below `/proc`, this process
 * may not.
 */
const PRINT_STRINGS = "console.log(JSON.stringify(Deno.readTextFileSync(Deno.args[0]).split('\\0').slice(0, -1)))";

/** Program and flags that run this app, up to its own arguments. */
async function ownCommand(deno: DenoApi): Promise<[string, ...string[]]> {
  if (deno.build.os !== "linux") throw new Error("--processes on Deno needs Linux: the flags are read from /proc");
  const program = await allowedProgram(deno);
  const options = {
    args: ["eval", "--no-config", PRINT_STRINGS, `/proc/${deno.pid}/cmdline`],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  };
  const { success, stdout } = await new deno.Command(program, options).output();
  if (!success) throw new Error("--processes: the flags of this process cannot be read");
  const words: string[] = JSON.parse(new TextDecoder().decode(stdout));
  const flags = words.slice(1, words.length - deno.args.length).filter((word) => !/^--allow-run(=|$)/.test(word));
  return [program, ...flags];
}

async function allowedProgram(deno: DenoApi): Promise<string> {
  for (const command of [deno.execPath(), "deno"]) {
    const { state } = await deno.permissions.query({ name: "run", command });
    if (state === "granted") return command;
  }
  throw new Error(`--processes on Deno needs --allow-run=deno, or --allow-run=${deno.execPath()}`);
}
