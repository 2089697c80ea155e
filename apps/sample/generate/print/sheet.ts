import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Image } from "imagescript";
import type { Picture } from "../painter/photograph.ts";
import { rectangle } from "../painter/shapes.ts";

const packageFile = createRequire(import.meta.url).resolve;

/** The weights of Inter that the sample uses. */
export type FontWeight = "400Regular" | "700Bold" | "800ExtraBold";

/** A font file of Inter, as the package of the same name has it (SIL Open Font License 1.1). */
export function interFont(weight: FontWeight): Promise<Uint8Array> {
  return readFile(packageFile(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`));
}

/** A printed sheet to draw on: plain colours as 0xRRGGBB, positions in pixels. */
export interface Sheet {
  readonly picture: Picture;
  /** A box with rounded corners; `shade` may change its colour over its height and width, both 0 to 1. */
  box(x: number, y: number, width: number, height: number, color: number, round?: number, shade?: Shade): void;
  /** A line of text, its left end (or middle, or right end) and baseline given, `size` pixels high. */
  text(text: string, x: number, baseline: number, size: number, look: TextLook): Promise<void>;
}

/** Factor for a colour. */
export type Shade = (across: number, down: number) => number;

/** How text looks. */
export interface TextLook {
  readonly color: number;
  readonly weight?: FontWeight;
  readonly align?: "left" | "middle" | "right";
}

/** An empty sheet in one colour. */
export function createSheet(width: number, height: number, color: number): Sheet {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4) rgba.set([color >> 16, (color >> 8) & 255, color & 255, 255], at);
  const blend = (x: number, y: number, color: number, cover: number, by = 1) => {
    if (cover <= 0 || x < 0 || y < 0 || x >= width || y >= height) return;
    const at = (y * width + x) * 4;
    for (let i = 0; i < 3; i++) {
      const ink = Math.min(255, ((color >> (16 - i * 8)) & 255) * by);
      rgba[at + i] = Math.round(rgba[at + i]! * (1 - cover) + ink * cover);
    }
  };
  return {
    picture: { width, height, rgba },
    box(x, y, w, h, color, round = 0, shade = () => 1) {
      for (let py = Math.floor(y); py < y + h; py++) {
        for (let px = Math.floor(x); px < x + w; px++) {
          const edge = rectangle(px + 0.5 - x - w / 2, py + 0.5 - y - h / 2, w / 2, h / 2, round);
          blend(px, py, color, Math.min(1, Math.max(0, 0.5 - edge)), shade((px - x) / w, (py - y) / h));
        }
      }
    },
    async text(text, x, baseline, size, { color, weight = "400Regular", align = "left" }) {
      const drawn = await Image.renderText(await interFont(weight), size, text, 0xffffffff);
      const { bitmap } = drawn as unknown as { bitmap: Uint8ClampedArray };
      const left = Math.round(x - (align === "left" ? 0 : align === "middle" ? drawn.width / 2 : drawn.width));
      // The drawn line stands on its descent, about a quarter of the size above its lower edge.
      const top = Math.round(baseline - drawn.height + size * 0.24);
      for (let py = 0; py < drawn.height; py++) {
        for (let px = 0; px < drawn.width; px++) {
          blend(left + px, top + py, color, bitmap[(py * drawn.width + px) * 4 + 3]! / 255);
        }
      }
    },
  };
}
