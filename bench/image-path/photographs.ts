import { createRandom } from "@understudy/test-sources/random";
import sharp from "sharp";

const WIDTH = 1600;
const HEIGHT = 1200;
let made: Promise<readonly Buffer[]> | undefined;

/** JPEGs of 1600 x 1200 pixels with the detail and the size of photographs, the same at every call. */
export function photographs(count: number): Promise<readonly Buffer[]> {
  made ??= Promise.all(Array.from({ length: count }, (_, index) => photograph(createRandom(index + 1))));
  return made;
}

/** Large soft shapes with finer ones over them, and a little grain. */
async function photograph(random: () => number): Promise<Buffer> {
  const [shapes, details, grain] = await Promise.all([layer(random, 12), layer(random, 160), layer(random, WIDTH)]);
  const pixels = shapes!.map((value, index) => value * 0.6 + details![index]! * 0.35 + grain![index]! * 0.05);
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** Random colours, so many across, drawn soft to the whole size. */
function layer(random: () => number, width: number): Promise<Uint8Array> {
  const height = (width * HEIGHT) / WIDTH;
  const colors = Uint8Array.from({ length: width * height * 3 }, () => random() * 256);
  return sharp(colors, { raw: { width, height, channels: 3 } })
    .resize(WIDTH, HEIGHT, { kernel: "cubic" })
    .raw()
    .toBuffer();
}
