import type { Picture } from "../painter/photograph.ts";
import { valueNoise } from "../random.ts";
import { createSheet } from "./sheet.ts";

const GLAZES: readonly [name: string, color: number][] = [
  ["Oat", 0xe6dcc8],
  ["Sand", 0xd2b48c],
  ["Ochre", 0xd9a441],
  ["Clay", 0xcf8f6b],
  ["Rust", 0xa8452a],
  ["Plum", 0x6b3f4a],
  ["Celadon", 0x8fb09c],
  ["Moss", 0x5f6f4a],
  ["Pine", 0x2f4a45],
  ["Mist", 0x9fb2bf],
  ["Harbour", 0x3d6486],
  ["Ink", 0x20303f],
];

/** The colour card of the glazes: twelve tiles with their names. */
export async function glazeCard(): Promise<Picture> {
  const sheet = createSheet(1600, 1720, 0xf4f1ec);
  await sheet.text("Glazes", 110, 190, 100, { color: 0x2b2724, weight: "700Bold" });
  for (const [index, [name, color]] of GLAZES.entries()) {
    const x = 110 + (index % 4) * 355;
    const y = 270 + Math.floor(index / 4) * 470;
    sheet.box(x, y, 315, 350, color, 26, (across, down) => {
      // Steps, not a ramp: a GIF has 256 colours for all twelve tiles.
      const cloud = valueNoise(across * 4, down * 4, index, 7) * 0.16 + (1 - down) * 0.08;
      return 0.86 + Math.round(cloud * 40) / 40;
    });
    await sheet.text(name, x + 6, y + 408, 42, { color: 0x2b2724 });
  }
  return sheet.picture;
}
