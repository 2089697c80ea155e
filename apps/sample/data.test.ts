import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DATA, listData, readData } from "./generate/data-folder.ts";
import { BROKEN_TWINS, dataSet } from "./generate/data-set.ts";
import { encodePng } from "./generate/encode/png.ts";
import { digest, formatManifest, MANIFEST } from "./generate/manifest.ts";
import { photograph } from "./generate/painter/photograph.ts";
import { PHOTOGRAPHS } from "./generate/photographs.ts";
import { mugs } from "./generate/products/mug.ts";

/** Encoders in machine code made these; only their digest in the manifest is compared. */
const ENCODED_NATIVELY = /\.gif$/;

it("the folder holds what the manifest says, byte for byte, and nothing else", async () => {
  const digests = new Map<string, string>();
  for (const path of await listData()) if (path !== MANIFEST) digests.set(path, digest(await readData(path)));
  expect(formatManifest(digests)).toBe(await readFile(join(DATA, MANIFEST), "utf8"));
});

it("the generator makes every file of the folder, and every file but the photographs the same again", async () => {
  const files = dataSet();
  const made = [...files.keys(), ...PHOTOGRAPHS.map(({ path }) => path), MANIFEST];
  expect(made.sort()).toEqual(await listData());
  for (const [path, make] of files) {
    if (ENCODED_NATIVELY.test(path)) continue;
    expect(digest(await make(readData)), path).toBe(digest(await readData(path)));
  }
});

it("a photograph is painted the same again", () => {
  const paint = () => digest(encodePng(photograph(mugs.blue(), 40, 40), { alpha: true }));
  expect(paint()).toBe(paint());
});

it.each(BROKEN_TWINS)(
  "$path ($rules) is broken on the primary and whole on the secondary",
  async ({ path, damage }) => {
    const good = await readData(`secondary/${path}`);
    expect(good.length).toBeGreaterThan(0);
    const look = await stat(join(DATA, "primary", path)).catch(() => undefined);
    if (damage === "missing") return expect(look).toBeUndefined();
    if (damage === "folder") return expect(look?.isDirectory()).toBe(true);
    const broken = await readData(`primary/${path}`);
    expect(digest(broken)).not.toBe(digest(good));
    // It begins like the good one, so that it is known as what it should be.
    expect(broken.subarray(0, 4)).toEqual(good.subarray(0, 4));
  },
);

it("every row of the secondary's catalogs leads to a file", async () => {
  const tables: [file: string, roots: string[]][] = [
    ["shop-images.txt", ["secondary/images", "shared/images"]],
    ["outlet-images.txt", ["secondary/images", "shared/images"]],
    ["shop-static.txt", ["secondary/static", "shared/static"]],
    ["fonts.txt", ["secondary", "shared/resources"]],
    ["profiles.txt", ["secondary", "shared/resources"]],
  ];
  const committed = new Set(await listData());
  let rows = 0;
  for (const [file, roots] of tables) {
    const [, ...lines] = (await readFile(join(DATA, "secondary/catalog", file), "utf8")).trim().split("\n");
    for (const line of lines) {
      const path = line.split("\t")[1];
      expect(
        roots.map((root) => `${root}/${path}`).filter((one) => committed.has(one)),
        `${file}: ${line}`,
      ).toHaveLength(1);
      rows++;
    }
  }
  expect(rows).toBeGreaterThan(30);
});

it("has a dozen large pictures and more, in JPEG, PNG and GIF, in less than 8 MB", async () => {
  let bytes = 0;
  for (const path of await listData()) bytes += (await readData(path)).length;
  expect(bytes).toBeLessThan(8_000_000);
  expect(PHOTOGRAPHS.filter(({ width, height }) => width >= 1500 && height >= 1200).length).toBeGreaterThanOrEqual(12);
  const endings = new Set((await listData()).map((path) => path.split(".").at(-1)));
  for (const ending of ["jpg", "png", "gif"]) expect(endings).toContain(ending);
});
