import { cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { expect, it } from "vitest";
import { DATA, listData, readData } from "./generate/data-folder.ts";
import { BROKEN_TWINS, dataSet } from "./generate/data-set.ts";
import { isKept, makeData } from "./generate/make-data.ts";
import { digest, formatManifest, MANIFEST } from "./generate/manifest.ts";

/** The manifest that fits what is in a folder. */
async function manifestOf(folder: string): Promise<string> {
  const digests = new Map<string, string>();
  for (const path of await listData(folder)) {
    if (path !== MANIFEST) digests.set(path, digest(await readData(folder, path)));
  }
  return formatManifest(digests);
}

/** Works on a copy of the committed data, which is gone afterwards. */
async function onCopy(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sample-data-"));
  try {
    await cp(DATA, folder, { recursive: true });
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

it("the folder holds what the manifest says, byte for byte, and nothing else", async () => {
  expect(await manifestOf(DATA)).toBe(await readFile(join(DATA, MANIFEST), "utf8"));
});

it("every file is kept, the manifest, or made", async () => {
  const made = [...dataSet().keys()];
  expect(made.filter(isKept)).toEqual([]);
  const kept = (await listData(DATA)).filter(isKept);
  expect([...made, ...kept, MANIFEST].sort()).toEqual(await listData(DATA));
});

it("everything that is not kept is made the same again, and what belongs to nothing goes", async () => {
  await onCopy(async (folder) => {
    for (const path of dataSet().keys()) await rm(join(folder, path));
    await writeFile(join(folder, "primary/left-over.txt"), "x");
    await makeData(folder);
    expect(await manifestOf(folder)).toBe(await manifestOf(DATA));
    expect(await readFile(join(folder, MANIFEST), "utf8")).toBe(await readFile(join(DATA, MANIFEST), "utf8"));
  });
});

it("a kept file that is missing or has other bytes is named, and nothing is changed", async () => {
  await onCopy(async (folder) => {
    const path = "shared/images/mugs/mug-cream.jpg";
    await writeFile(join(folder, path), "x");
    await writeFile(join(folder, "primary/left-over.txt"), "x");
    await expect(makeData(folder)).rejects.toThrow(`the file ${path} has other bytes than the manifest says`);
    await rm(join(folder, path));
    await expect(makeData(folder)).rejects.toThrow(`the file ${path} is missing`);
    expect(await listData(folder)).toContain("primary/left-over.txt");
  });
});

it("a new picture comes into the manifest", async () => {
  await onCopy(async (folder) => {
    await writeFile(join(folder, "shared/images/new.jpg"), "x");
    await makeData(folder);
    expect(await readFile(join(folder, MANIFEST), "utf8")).toBe(await manifestOf(folder));
    expect(await listData(folder)).toContain("shared/images/new.jpg");
  });
});

it.each(BROKEN_TWINS)(
  "$path ($rules) is broken on the primary and whole on the secondary",
  async ({ path, damage }) => {
    const good = await readData(DATA, `secondary/${path}`);
    expect(good.length).toBeGreaterThan(0);
    const look = await stat(join(DATA, "primary", path)).catch(() => undefined);
    if (damage === "missing") return expect(look).toBeUndefined();
    if (damage === "folder") return expect(look?.isDirectory()).toBe(true);
    const broken = await readData(DATA, `primary/${path}`);
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
  const committed = new Set(await listData(DATA));
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
  const paths = await listData(DATA);
  let bytes = 0;
  let large = 0;
  for (const path of paths) {
    const file = await readData(DATA, path);
    bytes += file.length;
    if (!path.includes("/images/") || !isKept(path) || path.endsWith(".pcx")) continue;
    const { width, height } = await sharp(file).metadata();
    if (width >= 1500 && height >= 1200) large++;
  }
  expect(bytes).toBeLessThan(8_000_000);
  expect(large).toBeGreaterThanOrEqual(12);
  const endings = new Set(paths.map((path) => path.split(".").at(-1)));
  for (const ending of ["jpg", "png", "gif"]) expect(endings).toContain(ending);
});
