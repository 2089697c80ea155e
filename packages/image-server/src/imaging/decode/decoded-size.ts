import { corrupt } from "@understudy/source-check/decoder";
import type { Size } from "../view/view-geometry.ts";

/** @throws {FormatProblem} corrupt when another size was decoded than the header announces */
export function checkDecodedSize(decoded: Size, expected: Size): void {
  if (decoded.width === expected.width && decoded.height === expected.height) return;
  throw corrupt(`${decoded.width} x ${decoded.height} pixels came out of ${expected.width} x ${expected.height}`);
}
