import { JOB_TIMEOUT_MS } from "../judges/judge-pool.ts";
import { isUnreadable, type JudgedFile } from "./judged-file.ts";

/** Least valid files and encoders for the figures to mean anything. */
const LEAST_VALID = 500;
const LEAST_ENCODERS = 5;
const LEAST_FOUND = 0.995;

/** A figure that has to be reached. */
export interface Target {
  readonly what: string;
  readonly reached: string;
  readonly pass: boolean;
}

/** Whether what must be reached was. */
export function targetsOf(files: readonly JudgedFile[]): Target[] {
  const isImage = ({ format }: JudgedFile) => format !== "font" && !format.endsWith("profile");
  // A file that its own reference rejects proves nothing.
  const valid = files.filter(({ harm, reference }) => harm === "none" && reference?.verdict !== "corrupt");
  const images = valid.filter(isImage);
  const encoders = new Set(images.map(({ encoder }) => encoder));
  const harmless = files.filter(
    ({ harm, reference, changed }) => harm === "harmless" && reference?.verdict === "good" && changed === false,
  );
  const unreadable = files.filter((file) => file.harm !== "none" && isUnreadable(file));
  const found = unreadable.filter(({ server }) => server.verdict === "corrupt");
  const lost = files.filter(({ server }) => server.verdict === "crash" || server.verdict === "timeout");
  const slowest = Math.max(...files.map(({ server }) => server.ms ?? 0));
  const calledCorrupt = (list: readonly JudgedFile[]) =>
    list.filter(({ server }) => server.verdict === "corrupt").length;
  return [
    {
      what: `no valid file called corrupt, of at least ${LEAST_VALID} images from ${LEAST_ENCODERS} encoders`,
      reached: `${calledCorrupt(valid)} of ${valid.length} (${images.length} images from ${encoders.size} encoders)`,
      pass: calledCorrupt(valid) === 0 && images.length >= LEAST_VALID && encoders.size >= LEAST_ENCODERS,
    },
    {
      what: "no file called corrupt after a harmless change",
      reached: `${calledCorrupt(harmless)} of ${harmless.length}`,
      pass: calledCorrupt(harmless) === 0,
    },
    {
      what: `at least ${LEAST_FOUND * 100} % of what the reference cannot read in full called corrupt`,
      reached: `${found.length} of ${unreadable.length} (${((found.length * 100) / Math.max(1, unreadable.length)).toFixed(2)} %)`,
      pass: unreadable.length > 0 && found.length >= unreadable.length * LEAST_FOUND,
    },
    {
      what: `every job ends by itself within ${JOB_TIMEOUT_MS} ms`,
      reached: `${lost.length} did not; the slowest took ${slowest.toFixed(0)} ms`,
      pass: lost.length === 0,
    },
  ];
}
