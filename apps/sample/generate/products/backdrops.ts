import { hex } from "../painter/scene.ts";

/** Paper rolls of the studio, by name. */
export const BACKDROPS = {
  chalk: { floor: hex("#e9e5df"), wall: hex("#f4f1ec") },
  sand: { floor: hex("#dccbb5"), wall: hex("#ecdfcd") },
  sage: { floor: hex("#bfcab9"), wall: hex("#d5ddcf") },
  mist: { floor: hex("#c3cdd6"), wall: hex("#dbe2e8") },
  blush: { floor: hex("#e3c6b8"), wall: hex("#f0dacf") },
  slate: { floor: hex("#6f7a82"), wall: hex("#8b969d") },
  ochre: { floor: hex("#d9b06a"), wall: hex("#e8c98f") },
} as const;
