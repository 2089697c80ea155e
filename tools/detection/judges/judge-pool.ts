import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { FileFormat } from "../recipe.ts";
import type { Answer } from "./answer.ts";

/** Longest time for one file, far beyond what any of ours needs. */
export const JOB_TIMEOUT_MS = 10_000;
/** A judge that has just been started compiles itself first. */
const START_TIMEOUT_MS = 60_000;

/** Some processes of one judge. A file that ends one of them costs that process, and the next file gets a new one. */
export interface JudgePool {
  ask(format: FileFormat, bytes: Uint8Array): Promise<Answer>;
  close(): void;
}

interface Judge {
  readonly child: ChildProcess;
  answer: ((answer: Answer) => void) | undefined;
  fresh: boolean;
}

/** @param command program and arguments of the judge */
export function createJudgePool(command: readonly string[], size: number): JudgePool {
  const idle: Judge[] = [];
  const waiting: ((judge: Judge) => void)[] = [];
  const all = new Set<Judge>();
  let closed = false;
  let nextId = 0;

  const start = (): Judge => {
    const [program = "", ...args] = command;
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "inherit"] });
    const judge: Judge = { child, answer: undefined, fresh: true };
    all.add(judge);
    createInterface({ input: child.stdout! }).on("line", (line) => {
      // Libraries may print things of their own.
      if (line.startsWith("{")) judge.answer?.(JSON.parse(line) as Answer);
    });
    child.stdin!.on("error", () => {});
    child.on("error", () => {});
    child.on("close", (code, signal) => {
      all.delete(judge);
      judge.answer?.({ id: -1, verdict: "crash", detail: `ended with ${signal ?? code}` });
    });
    return judge;
  };

  const release = (judge: Judge | undefined) => {
    if (closed) return;
    const free = judge ?? start();
    const next = waiting.shift();
    if (next === undefined) idle.push(free);
    else next(free);
  };

  for (let index = 0; index < size; index++) idle.push(start());

  return {
    async ask(format, bytes) {
      const judge = idle.pop() ?? (await new Promise<Judge>((resolve) => waiting.push(resolve)));
      const id = nextId++;
      const answer = await new Promise<Answer>((resolve) => {
        const timer = setTimeout(
          () => resolve({ id, verdict: "timeout", detail: `no answer in ${JOB_TIMEOUT_MS} ms` }),
          judge.fresh ? START_TIMEOUT_MS : JOB_TIMEOUT_MS,
        );
        judge.answer = (given) => {
          clearTimeout(timer);
          resolve(given);
        };
        judge.child.stdin!.write(`${JSON.stringify({ id, format, bytes: Buffer.from(bytes).toString("base64") })}\n`);
      });
      judge.answer = undefined;
      judge.fresh = false;
      const lost = answer.verdict === "timeout" || answer.verdict === "crash";
      if (lost) judge.child.kill("SIGKILL");
      release(lost ? undefined : judge);
      return answer;
    },
    close() {
      closed = true;
      for (const { child } of all) child.kill("SIGKILL");
    },
  };
}
