import type { Check } from "@understudy/source-check";
import { plainImage } from "@understudy/source-check/decoder";
import { createRandom } from "@understudy/test-sources/random";
import { mutated } from "./mutations.ts";
import { repaired } from "./repaired.ts";
import { CHECKS, type FileKind, validFiles } from "./valid-files.ts";

/** A file that a check did not keep its promises with. */
export interface FuzzFinding {
  /** Of the file: `mutatedFile(seed, number)` makes it again. */
  readonly number: number;
  /** The valid file that it was. */
  readonly from: string;
  readonly problem: string;
  readonly bytes: Uint8Array;
}

/** What a run has found. */
export interface FuzzOutcome {
  readonly findings: readonly FuzzFinding[];
  /** Files by verdict. */
  readonly verdicts: Readonly<Record<"fine" | "corrupt" | "unsupported", number>>;
  /** Longest time that one check took, in milliseconds, and the file. */
  readonly slowest: { readonly ms: number; readonly number: number; readonly from: string };
}

/** What a check may take: so long, and so long for each byte. */
export interface TimeLimit {
  readonly ms: number;
  readonly msPerByte: number;
}

/** Pixels: larger pictures are unsupported, and a file of some kilobytes can claim as many. */
const MAX_PIXELS = 10_000_000;
/** Findings that are kept; what is wrong in one place shows in many files. */
const MOST_FINDINGS = 20;

/**
 * Mutates valid files and has each checked, leniently and strictly. A check gives a verdict and throws nothing; it ends in a
 * time that the size of the file allows; what is fine by all rules is fine by fewer; and the plain form of an image that is
 * fine is fine, and as large.
 *
 * @param count files
 */
export async function fuzzChecks(seed: number, count: number, limit: TimeLimit): Promise<FuzzOutcome> {
  const files = await validFiles();
  const verdicts = { fine: 0, corrupt: 0, unsupported: 0 };
  const findings: FuzzFinding[] = [];
  let slowest = { ms: 0, number: 0, from: "" };
  for (let number = 0; number < count; number++) {
    const file = files[number % files.length]!;
    const random = createRandom(seed + number * 7919);
    const others = files.filter(({ kind }) => kind === file.kind).map(({ bytes }) => bytes);
    const changed = mutated(file.bytes, random, others);
    const bytes = random() < 0.5 ? repaired(changed) : changed;
    const startedAtMs = performance.now();
    const { verdict, problem } = judged(file.kind, bytes);
    const ms = performance.now() - startedAtMs;
    if (verdict !== undefined) verdicts[verdict]++;
    if (ms > slowest.ms) slowest = { ms, number, from: file.name };
    const late = ms > limit.ms + limit.msPerByte * bytes.length ? `it took ${Math.round(ms)} ms` : undefined;
    const found = problem ?? late;
    if (found !== undefined && findings.length < MOST_FINDINGS) {
      findings.push({ number, from: file.name, problem: found, bytes });
    }
  }
  return { findings, verdicts, slowest };
}

function judged(kind: FileKind, bytes: Uint8Array): { verdict?: Check<object>["kind"]; problem?: string } {
  try {
    if (kind !== "image") return { verdict: CHECKS[kind](bytes).kind };
    const lenient = CHECKS.image(bytes, { maxPixels: MAX_PIXELS });
    const strict = CHECKS.image(bytes, { maxPixels: MAX_PIXELS, strict: true });
    const verdict = lenient.kind;
    if (strict.kind === "fine" && verdict !== "fine") return { verdict, problem: `fine when strict, else ${verdict}` };
    if (lenient.kind !== "fine") return { verdict };
    const plain = CHECKS.image(plainImage(bytes, lenient.format), { maxPixels: MAX_PIXELS });
    const isSame = plain.kind === "fine" && plain.width === lenient.width && plain.height === lenient.height;
    return isSame ? { verdict } : { verdict, problem: `its plain form is ${JSON.stringify(plain)}` };
  } catch (error) {
    return { problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
