import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const fixture = (name: string) => new URL(`../../packages/conformance/fixtures/${name}`, import.meta.url);

/** Writes the sources of `images.ts`: a good image, and one broken in each way. Returns the bytes of the good one. */
export async function writeShopFolder(folder: string): Promise<Uint8Array> {
  const good = await readFile(fixture("noisy.jpg"));
  const profile = await readFile(fixture("tiny-rgb.icc"));
  const images = join(folder, "images");
  await mkdir(join(images, "white-shoe.jpg"), { recursive: true });
  await mkdir(join(folder, "profiles"));
  await writeFile(join(images, "red-shoe.jpg"), good);
  await writeFile(join(images, "green-shoe.jpg"), good.subarray(0, Math.round(good.length * 0.4)));
  await writeFile(join(images, "grey-shoe.jpg"), Buffer.from(good).fill(0, good.length / 2, good.length / 2 + 200));
  await writeFile(join(folder, "profiles/gold.icc"), profile.subarray(0, profile.length / 2));
  return good;
}
