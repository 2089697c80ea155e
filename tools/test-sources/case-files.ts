import { readFileSync } from "node:fs";

/** What becomes of a file. */
export type CaseOutcome = "served" | "corrupt" | "unsupported" | "redirected-profile";

/** A colour, R, G, B, A, from 0 to 255. */
export type CaseColor = readonly [number, number, number, number];

/** One file of `cases/` and what is right for it. */
export interface CaseFile {
  readonly file: string;
  /** What may become of it; with several, each is right. Null = it depends on the codec, see `expectBy`. */
  readonly expect: CaseOutcome | readonly CaseOutcome[] | null;
  readonly expectBy?: Readonly<Record<"sharp" | "imagescript", CaseOutcome | readonly CaseOutcome[]>>;
  /** Why, by the specification or by what readers do. */
  readonly why: string;
  /** Who made it, and under which licence. */
  readonly origin: string;
  readonly width?: number;
  readonly height?: number;
  /** x, y, and the colours that are right there. */
  readonly pixels?: readonly (readonly [number, number, ...CaseColor[]])[];
  /** How far a colour may be off. */
  readonly tol?: number;
  readonly opaque?: boolean;
  readonly font?: boolean;
  /** Whether text in the font has to leave ink. */
  readonly ink?: boolean;
  /** What is drawn with the font. @default "Hamburg" */
  readonly text?: string;
  readonly maxMs?: number;
  readonly hostile?: boolean;
  /** Whether both answers can be defended; the one that was decided on is in docs/decisions.md. */
  readonly dispute?: boolean;
}

/** The files, in the order of the list. */
export const CASE_FILES: readonly CaseFile[] = JSON.parse(
  readFileSync(new URL("cases/cases.json", import.meta.url), "utf8"),
);

/** The bytes of one. */
export function caseBytes(file: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`cases/${file}`, import.meta.url)));
}

/** What may become of it with a codec. */
export function caseOutcomes({ expect, expectBy }: CaseFile, codec: "sharp" | "imagescript"): readonly CaseOutcome[] {
  const outcomes = expect ?? expectBy?.[codec] ?? [];
  return typeof outcomes === "string" ? [outcomes] : outcomes;
}
