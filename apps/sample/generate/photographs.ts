import { iccProfile, WIDE_RGB } from "./encode/icc-profile.ts";
import { encodeJpeg } from "./encode/jpeg.ts";
import { encodePng } from "./encode/png.ts";
import { photograph } from "./painter/photograph.ts";
import type { Scene } from "./painter/scene.ts";
import { bottles } from "./products/bottle.ts";
import { bowlSets } from "./products/bowls.ts";
import { chairs } from "./products/chair.ts";
import { clocks } from "./products/clock.ts";
import { cushions } from "./products/cushion.ts";
import { heroes } from "./products/hero.ts";
import { lamps } from "./products/lamp.ts";
import { mugs } from "./products/mug.ts";
import { shoes } from "./products/shoe.ts";
import { stools } from "./products/stool.ts";
import { teapots } from "./products/teapot.ts";
import { totes } from "./products/tote.ts";
import { vaseSets } from "./products/vases.ts";

/** One picture of a product, and the file it goes to. Its ending says the format. */
export interface Photograph {
  /** Below the data folder. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly scene: () => Scene;
  /** Whether a wide gamut profile is embedded. */
  readonly wideGamut?: boolean;
}

const square = { width: 1500, height: 1500 };

/** All photographs. Those below `shared/` are seen by both servers, the others are the good twins of broken sources. */
export const PHOTOGRAPHS: readonly Photograph[] = [
  { path: "shared/images/mugs/mug-cream.jpg", ...square, scene: mugs.cream },
  { path: "shared/images/lamps/lamp-ivory.jpg", ...square, scene: lamps.ivory },
  { path: "shared/images/chairs/chair-moss.jpg", ...square, scene: chairs.moss },
  { path: "shared/images/stools/stool-ash.jpg", ...square, scene: stools.ash },
  { path: "shared/images/tables/bowls-clay.jpg", ...square, scene: bowlSets.clay },
  { path: "shared/images/tea/teapot-celadon.jpg", ...square, scene: teapots.celadon },
  { path: "shared/images/tea/teapot-night.png", ...square, scene: teapots.night, wideGamut: true },
  { path: "shared/images/bottles/bottle-coral.jpg", ...square, scene: bottles.coral },
  { path: "shared/images/textiles/cushion-stripe.jpg", ...square, scene: cushions.stripe },
  { path: "shared/images/shoes/trainer-tan.jpg", ...square, scene: shoes.tan },
  { path: "shared/images/bags/tote-cognac.jpg", ...square, scene: totes.cognac },
  { path: "shared/images/banners/autumn.jpg", width: 2400, height: 1200, scene: heroes.autumn },
  { path: "secondary/images/mugs/mug-rust.jpg", ...square, scene: mugs.rust },
  { path: "secondary/images/mugs/mug-blue.png", ...square, scene: mugs.blue },
  { path: "secondary/images/lamps/lamp-ink.jpg", ...square, scene: lamps.ink },
  { path: "secondary/images/bags/tote-olive.png", ...square, scene: totes.olive },
  { path: "secondary/images/vases/vases-clay.jpg", ...square, scene: vaseSets.clay, wideGamut: true },
  { path: "secondary/images/clocks/clock-brass.jpg", ...square, scene: clocks.brass },
  { path: "secondary/images/stools/stool-walnut.jpg", ...square, scene: stools.walnut },
];

/** Paints one photograph and encodes it. Takes from ten seconds to some minutes. */
export async function makePhotograph({ path, width, height, scene, wideGamut }: Photograph): Promise<Uint8Array> {
  const picture = photograph(scene(), width, height);
  const profile = wideGamut ? iccProfile(WIDE_RGB) : undefined;
  if (path.endsWith(".jpg")) return encodeJpeg(picture, 84, profile);
  return encodePng(picture, { alpha: true, ...(profile && { profile: { name: WIDE_RGB.name, bytes: profile } }) });
}
