import parseRange from "range-parser";

/** A part of a file, both ends inclusive, from 0. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** More parts than this look like an attack (RFC 9110 §14.2); the whole is sent instead. */
const MOST_RANGES = 16;

/** One range of RFC 9110 §14.1.1: the parser is more generous than that. */
const RANGE_SPEC = /^\s*(?:\d+-\d*|-\d+)\s*$/;

/**
 * What a Range field asks for of a file. RFC 9110 §14.2: a field that cannot be understood is ignored.
 *
 * @returns `whole`, the parts in their order (overlapping ones made one), or `unsatisfiable` (416)
 */
export function requestedRanges(
  field: string | null,
  sizeBytes: number,
): "whole" | "unsatisfiable" | readonly ByteRange[] {
  const specs = /^bytes=(.*)$/i.exec(field?.trim() ?? "")?.[1]?.split(",");
  if (field === null || specs === undefined || !specs.every((spec) => RANGE_SPEC.test(spec))) return "whole";
  if (specs.some((spec) => isBackwards(spec))) return "whole";
  const clamped = `bytes=${specs.map((spec) => clampSuffix(spec.trim(), sizeBytes)).join(",")}`;
  const ranges = parseRange(sizeBytes, clamped, { combine: true });
  if (ranges === -1) return "unsatisfiable";
  if (ranges === -2 || ranges.length > MOST_RANGES) return "whole";
  return ranges.map(({ start, end }) => ({ start, end }));
}

/** RFC 9110 §14.1.1: a last position before the first makes the field invalid, not unsatisfiable. */
function isBackwards(spec: string): boolean {
  const [first = "", last = ""] = spec.trim().split("-");
  return first !== "" && last !== "" && Number(last) < Number(first);
}

/** RFC 9110 §14.1.2: a suffix longer than the file is the whole file; the parser would call it unsatisfiable. */
function clampSuffix(spec: string, sizeBytes: number): string {
  return spec.startsWith("-") && Number(spec.slice(1)) > sizeBytes ? `-${sizeBytes}` : spec;
}
