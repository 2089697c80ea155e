import { createRandom } from "@understudy/test-sources/random";
import { Image } from "imagescript";

/** A noisy image, so that a part of its file can never be a whole one. */
export function noise(width: number, height: number, seed = 1): Image {
  const image = new Image(width, height);
  const random = createRandom(seed);
  for (let index = 0; index < image.bitmap.length; index += 1) {
    image.bitmap[index] = index % 4 === 3 ? 255 : random() * 256;
  }
  return image;
}

/** A JPEG file of noise. */
export async function jpeg(width: number, height: number, seed?: number): Promise<Uint8Array> {
  return noise(width, height, seed).encodeJPEG(90);
}

/** A PNG file of noise, or of one colour, 0xRRGGBB. */
export async function png(width: number, height: number, color?: number): Promise<Uint8Array> {
  const image = color === undefined ? noise(width, height) : new Image(width, height).fill(((color << 8) | 0xff) >>> 0);
  return image.encode();
}

/** The size of an image and the colour of its pixel in the middle, 0xRRGGBB. */
export async function look(bytes: Uint8Array): Promise<{ width: number; height: number; color: number }> {
  const image = (await Image.decode(bytes)) as Image;
  const color = image.getPixelAt(Math.ceil(image.width / 2), Math.ceil(image.height / 2)) >>> 8;
  return { width: image.width, height: image.height, color };
}
