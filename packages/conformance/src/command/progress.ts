import { type CaseResult, isAcceptable } from "../runner/result.ts";

/** Where progress is shown. */
export interface ProgressOutput {
  write(text: string): void;
  /** Whether a line can be written over. */
  readonly isTerminal: boolean;
  /** Width of a terminal. @default 80 */
  readonly columns?: number | undefined;
}

/** Shows how far a run has come. */
export interface Progress {
  onResult(result: CaseResult): void;
  /** Leaves the output clean for what follows. */
  end(): void;
}

const BAR_WIDTH = 24;
/** Where lines cannot be written over, one is written so many times in a run. */
const LINES = 8;

/**
 * Progress of a run of `total` cases: one line that changes at a terminal, a few lines elsewhere; each failure at once.
 */
export function createProgress(output: ProgressOutput, total: number): Progress {
  let done = 0;
  let failed = 0;

  function clear(): void {
    if (output.isTerminal) output.write("\r\x1b[K");
  }

  return {
    onResult(result) {
      done++;
      const isFailure = !isAcceptable(result);
      if (isFailure) failed++;
      clear();
      // What could not be tried has one reason for many cases; that is printed once, at the end.
      if (isFailure && result.outcome !== "setup-failure") output.write(`${wordOf(result)} ${result.id}\n`);
      const tally = `${done}/${total} cases${failed > 0 ? `, ${failed} not as they must be` : ""}`;
      if (output.isTerminal) {
        const filled = Math.round((done / total) * BAR_WIDTH);
        const line = `[${"=".repeat(filled)}${" ".repeat(BAR_WIDTH - filled)}] ${tally}  ${result.id}`;
        output.write(line.slice(0, (output.columns ?? 80) - 1));
      } else if (Math.floor((done / total) * LINES) > Math.floor(((done - 1) / total) * LINES)) {
        output.write(`${tally}\n`);
      }
    },
    end: clear,
  };
}

function wordOf({ outcome }: CaseResult): string {
  return outcome === "unexpected-pass" ? "known gap is gone:" : "failed:";
}
