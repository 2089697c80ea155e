import { createInterface } from "node:readline";
import type { FileFormat } from "../recipe.ts";
import type { Answer, Question } from "./answer.ts";

/** What a judge makes of one file. */
export type Judgement = Omit<Answer, "id" | "ms">;

/** Answers questions from standard input, one after another, until it ends. */
export async function answerQuestions(
  judge: (format: FileFormat, bytes: Uint8Array) => Promise<Judgement>,
): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, format, bytes } = JSON.parse(line) as Question;
    const started = performance.now();
    const judgement = await judge(format, new Uint8Array(Buffer.from(bytes, "base64"))).catch(
      (error: unknown): Judgement => ({ verdict: "other", detail: String(error) }),
    );
    const answer: Answer = { id, ...judgement, ms: performance.now() - started };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
