import { joinBytes } from "../bytes/concat.ts";
import { breaks } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";

const corrupt = breaks('ICC.1:2022, B.4 "Embedding ICC profiles in JPEG files"');

/** How an APP2 segment with a part of a profile begins; ICC.1:2022, annex B.4. */
export const JPEG_PROFILE_SIGNATURE = "ICC_PROFILE\0";

/** The profile that the APP2 segments of a JPEG hold, if any. The parts may come in any order. */
export function collectJpegProfile(segments: readonly Uint8Array[]): (() => Uint8Array) | undefined {
  const start = JPEG_PROFILE_SIGNATURE.length;
  const parts = segments.filter((segment) => latin1(segment, 0, start) === JPEG_PROFILE_SIGNATURE);
  // Some programs leave the segment of a profile that they took out.
  if (parts.every((part) => part.length <= start + 2)) return undefined;
  return () => {
    const sorted = parts.toSorted((a, b) => (a[start] ?? 0) - (b[start] ?? 0));
    const complete = sorted.every((part, index) => part[start] === index + 1 && part[start + 1] === sorted.length);
    if (!complete) throw corrupt(`its profile has ${parts.length} parts, numbered otherwise`);
    return joinBytes(sorted.map((part) => part.subarray(start + 2)));
  };
}
