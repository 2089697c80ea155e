import type { Xyz } from "./matrix-profile.ts";

/** The primaries of sRGB (IEC 61966-2-1) as XYZ adapted to D50. */
export const SRGB_PRIMARIES: readonly [red: Xyz, green: Xyz, blue: Xyz] = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];

/** The primaries of Display P3 as XYZ adapted to D50. */
export const DISPLAY_P3_PRIMARIES: readonly [red: Xyz, green: Xyz, blue: Xyz] = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
