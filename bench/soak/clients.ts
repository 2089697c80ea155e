import { Agent, type ClientRequest, get } from "node:http";
import { type Behaviour, bodyOf, type SizeName, targetOf } from "../harness/origin/answers.ts";

/** What a client of the soak does. */
export type Kind = "stay" | "leave-before-head" | "leave-in-body" | "cut";

/** What the clients met with; none of it should happen. */
export interface Complaints {
  /** Whole answers that were not the secondary's, byte for byte. */
  wrongAnswers: number;
  /** Answers that the secondary cut and that looked complete. */
  cutLookedComplete: number;
}

const LEAVE_AFTER_MS = 20;
const CONCURRENT = 64;
const whole = bodyOf("20k");

/**
 * A tenth leaves early, half of it before the head; a tenth of the answers is cut by the secondary; the rest is plain.
 */
export function kindOf(number: number): Kind {
  if (number % 10 === 3) return "cut";
  if (number % 20 === 7) return "leave-before-head";
  if (number % 20 === 17) return "leave-in-body";
  return "stay";
}

const ANSWERS: Record<Kind, [SizeName, Behaviour]> = {
  stay: ["20k", "whole"],
  "leave-before-head": ["20k", "slow"],
  "leave-in-body": ["1m", "whole"],
  cut: ["20k", "cut"],
};

/** Sends the requests numbered from `first` to `end`, `end` excluded, and closes every connection. */
export async function sendRequests(url: string, first: number, end: number, complaints: Complaints): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });
  let next = first;
  const worker = async () => {
    while (next < end) {
      const number = next++;
      await sendRequest(url, number, agent, complaints);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  agent.destroy();
}

function sendRequest(url: string, number: number, agent: Agent, complaints: Complaints): Promise<void> {
  const kind = kindOf(number);
  const [size, behaviour] = ANSWERS[kind];
  return new Promise((resolve) => {
    let answered = false;
    const request: ClientRequest = get(`${url}${targetOf(size, behaviour)}&n=${number}`, { agent }, (message) => {
      answered = true;
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (kind === "leave-in-body") request.destroy();
      });
      message.on("error", () => {});
      message.on("close", () => {
        if (kind === "cut" && message.complete) complaints.cutLookedComplete += 1;
        const good = message.complete && message.statusCode === 200 && Buffer.concat(chunks).equals(whole);
        if (kind === "stay" && !good) complaints.wrongAnswers += 1;
        resolve();
      });
    });
    // Not before it is sent: what never left this process cannot be in the log.
    if (kind === "leave-before-head") request.on("finish", () => setTimeout(() => request.destroy(), LEAVE_AFTER_MS));
    request.on("error", () => {
      // A connection that closes before the head is wrong only for those who stay.
      if (kind === "stay" && !answered) complaints.wrongAnswers += 1;
    });
    request.on("close", () => {
      if (!answered) resolve();
    });
  });
}
