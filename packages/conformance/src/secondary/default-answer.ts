import type { AnswerBehaviour } from "../secondary/behaviour.ts";

/** What the secondary answers in a case that does not say. */
export const DEFAULT_ANSWER: AnswerBehaviour = {
  kind: "answer",
  status: 200,
  headers: [["Content-Type", "image/jpeg"]],
  body: "The secondary's answer.\n",
};
