import { createSeeded } from "./seeded.ts";

/** Pixels to encode, RGBA. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What is on a picture: photographs compress badly, drawings well, so damage hits them differently. */
export type Subject = "photo" | "drawing" | "noise" | "flat";

/** A picture that depends on nothing but its arguments. Drawings and `alpha` have transparent parts. */
export function createPicture(
  subject: Subject,
  width: number,
  height: number,
  { alpha = false, seed = "" }: { alpha?: boolean; seed?: string } = {},
): Picture {
  const random = createSeeded(`${subject} ${width} ${height} ${seed}`);
  const data = new Uint8Array(width * height * 4);
  const waves = Array.from({ length: 6 }, () => [random.between(1, 9) / width, random.between(1, 9) / height]);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) data[at + channel] = sample(x, y, channel);
      data[at + 3] = alpha ? alphaAt(x, y) : 255;
    }
  }
  return { width, height, data };

  function sample(x: number, y: number, channel: number): number {
    if (subject === "flat") return 40 + channel * 70;
    if (subject === "noise") return random.below(256);
    if (subject === "drawing") return ((x >> 3) + (y >> 3) * (channel + 1)) % 5 === 0 ? 20 : 90 + ((x >> 4) % 3) * 60;
    const [across, down] = waves[channel]!;
    const [more, less] = waves[channel + 3]!;
    const slow = Math.sin(x * across! * 6) + Math.cos(y * down! * 6) + Math.sin((x * more! + y * less!) * 12) / 2;
    return Math.max(0, Math.min(255, 128 + slow * 45 + random.between(-12, 12)));
  }

  function alphaAt(x: number, y: number): number {
    return (x >> 3) % 4 === 0 ? 0 : Math.min(255, 60 + ((x * y) % 200));
  }
}

/** The same picture with `count` colours at most, and the palette that it uses. */
export function withPalette(picture: Picture, count: number): { indices: Uint8Array; palette: number[][] } {
  const indices = new Uint8Array(picture.width * picture.height);
  const palette = Array.from({ length: count }, (_, index) => {
    const value = Math.round((index * 255) / Math.max(1, count - 1));
    return [value, (value * 7) & 255, 255 - value];
  });
  for (let index = 0; index < indices.length; index++) {
    const gray = (picture.data[index * 4]! + picture.data[index * 4 + 1]! * 2 + picture.data[index * 4 + 2]!) / 4;
    indices[index] = Math.min(count - 1, Math.floor((gray * count) / 256));
  }
  return { indices, palette };
}

/** As a PAM file without or with alpha, which the programs of netpbm and libjpeg read. */
export function toPpm({ width, height, data }: Picture): Uint8Array {
  const head = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + width * height * 3);
  file.set(head);
  for (let index = 0; index < width * height; index++) {
    file.set(data.subarray(index * 4, index * 4 + 3), head.length + index * 3);
  }
  return file;
}
