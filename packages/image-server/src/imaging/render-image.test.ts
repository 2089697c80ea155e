import { inspectImage } from "@understudy/source-check/decoder";
import { caseBytes } from "@understudy/test-sources/case-files";
import { cutShort, zeroed } from "@understudy/test-sources/damage";
import { interFont } from "@understudy/test-sources/inter-font";
import { noiseImage } from "@understudy/test-sources/noise-image";
import { createRgbProfile, STEEP, WIDE_GAMUT } from "@understudy/test-sources/rgb-profile";
import { sourceFile, TEST_SETTINGS, type TestFiles, testResources } from "@understudy/test-sources/test-resources";
import { beforeAll, describe, expect, it } from "vitest";
import { parseCommands } from "../commands/parse-commands.ts";
import { decodeImage } from "./decode/decode-image.ts";
import { encodePng } from "./encode/png-writer.ts";
import type { ImagingSettings } from "./imaging.ts";
import { flattenOnto } from "./raster/composite.ts";
import { createRaster, type Raster } from "./raster/raster.ts";
import { renderImage } from "./render-image.ts";
import { replyProperties } from "./reply-properties.ts";

const wide = createRgbProfile(WIDE_GAMUT);
const steep = createRgbProfile(STEEP);
const inter = interFont();
let files: TestFiles;

beforeAll(async () => {
  const photo = await noiseImage("jpeg", { width: 200, height: 150 });
  const label = await encodePng(plain(20, 10, 0xff0000), { alpha: false });
  const steepPng = await encodePng(plain(20, 20, 0x646464), { alpha: false, profile: steep });
  files = {
    images: {
      photo,
      label,
      steep: steepPng,
      gif: await noiseImage("gif"),
      half: await encodePng(halfTransparent(), { alpha: true }),
      cropped: { bytes: label, modifier: "crop=0,0,4,4&fmt=gif&wid=5" },
      "cut photo": cutShort(photo),
      "bad profile": await encodePng(plain(20, 20, 0x646464), { alpha: false, profile: cutShort(steep) }),
      avif: caseBytes("avif-whole.avif"),
    },
    fonts: { Inter: inter, Broken: zeroed(inter), Woff2: new TextEncoder().encode("wOF2\0\0\0\0\0") },
    profiles: { wide, "bad wide": cutShort(wide), cmyk: cmykProfile() },
  };
});

/** One colour all over. */
function plain(width: number, height: number, color: number): Raster {
  return flattenOnto(createRaster(width, height), color);
}

/** Blue on the left, clear on the right. */
function halfTransparent(): Raster {
  const raster = createRaster(20, 10);
  for (let at = 0; at < 800; at += 4) if ((at / 4) % 20 < 10) raster.data.set([0, 0, 255, 255], at);
  return raster;
}

function cmykProfile(): Uint8Array {
  const profile = wide.slice();
  profile.set(new TextEncoder().encode("CMYK"), 16);
  return profile;
}

async function render(query: string, src = "photo", settings: Partial<ImagingSettings> = {}) {
  return renderImage(parseCommands(query).commands, src, testResources(files), { ...TEST_SETTINGS, ...settings });
}

/** Renders losslessly and gives the pixels. */
async function pixels(query: string, src = "photo"): Promise<Raster & { at(x: number, y: number): number[] }> {
  const { bytes } = await render(query.includes("fmt=") ? query : `fmt=png&${query}`, src);
  const file = sourceFile("rendered", bytes);
  const raster = await decodeImage(file, inspectImage(file));
  return {
    ...raster,
    at: (x, y) => [...raster.data.slice((y * raster.width + x) * 4, (y * raster.width + x) * 4 + 4)],
  };
}

describe("renderImage", () => {
  it.each([
    ["", "image/jpeg", 200, 150],
    ["wid=80", "image/jpeg", 80, 60],
    ["wid=80&hei=80&fmt=png", "image/png", 80, 80],
    ["wid=80&hei=80&fit=constrain&fmt=gif", "image/gif", 80, 60],
    ["wid=80&hei=80&fit=crop&fmt=webp", "image/webp", 80, 80],
    ["crop=10,10,50,40", "image/jpeg", 50, 40],
    ["cropN=0.25,0.5,0.5,0.5", "image/jpeg", 100, 75],
    ["rotate=90", "image/jpeg", 150, 200],
    ["rotate=90&size=100,0", "image/jpeg", 75, 100],
    ["size=100,10", "image/jpeg", 13, 10],
    ["scl=4", "image/jpeg", 50, 38],
  ])("answers %s with %s of %d x %d pixels, and says so beforehand", async (query, contentType, width, height) => {
    const image = await render(query);
    expect(image).toMatchObject({ contentType, width, height });
    const file = sourceFile("rendered", image.bytes);
    if (contentType !== "image/webp") expect(inspectImage(file)).toMatchObject({ width, height });
    const reply = await replyProperties(parseCommands(query).commands, "photo", testResources(files), TEST_SETTINGS);
    expect(reply.properties).toEqual({ width, height, format: contentType });
    expect(reply.sources.map(({ name }) => name)).toEqual(["photo"]);
  });

  it("reads the first picture of a GIF", async () => {
    expect(await render("", "gif")).toMatchObject({ width: 96, height: 64 });
  });

  it("fills what is left over and what is transparent with the background", async () => {
    const view = await pixels("wid=40&hei=40&bgc=00ff00", "half");
    expect([view.at(5, 2), view.at(5, 20), view.at(35, 20)]).toEqual([
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [0, 255, 0, 255],
    ]);
    expect((await pixels("", "half")).at(19, 9)).toEqual([255, 255, 255, 255]);
  });

  it("keeps transparency in png-alpha", async () => {
    const view = await pixels("wid=40&hei=40&fmt=png-alpha&bgc=00ff00", "half");
    expect([view.at(5, 2)[3], view.at(5, 20), view.at(38, 20)[3]]).toEqual([0, [0, 0, 255, 255], 0]);
  });

  it("flips and aligns", async () => {
    const view = await pixels("flip=lr&wid=20&hei=30&align=0,1", "half");
    expect([view.at(1, 1), view.at(1, 29), view.at(18, 29)]).toEqual([
      [255, 255, 255, 255],
      [255, 255, 255, 255],
      [0, 0, 255, 255],
    ]);
  });

  it("lays layers over layer 0, in the order of their numbers, centred and moved by pos", async () => {
    const view = await pixels("layer=2&src=half&pos=-10,0&layer=1&src=label&pos=5,0&opac=50", "steep");
    expect([view.width, view.height]).toEqual([20, 20]);
    expect(view.at(3, 2)).toEqual(view.at(17, 2));
    expect(view.at(3, 10)[2]).toBeLessThan(100);
    expect(view.at(17, 10)[0]).toBeGreaterThan(140);
    expect(view.at(17, 10)[0]).toBeLessThan(160);
  });

  it("applies the modifier of a layer's catalog row to that layer only", async () => {
    const view = await pixels("layer=1&src=cropped", "steep");
    expect(view.width).toBe(20);
    expect([view.at(10, 10), view.at(13, 13)[0] === 255]).toEqual([[255, 0, 0, 255], false]);
  });

  it("draws text with its fonts, and names every file that it read", async () => {
    const text = encodeURIComponent(
      "{\\rtf1{\\fonttbl{\\f0 Inter;}}{\\colortbl;\\red255\\green0\\blue0;}\\f0\\fs40\\cf1 WWW}",
    );
    const image = await render(`layer=1&text=${text}&layer=2&src=label&icc=wide`);
    expect(image.sources.map(({ name }) => name)).toEqual(["photo", "Inter", "label", "wide"]);
    const view = await pixels(`layer=1&text=${text}`, "half");
    const red = Array.from({ length: 20 }, (_, x) => view.at(x, 5)).filter(([r, g]) => r === 255 && g === 0);
    expect(red.length).toBeGreaterThan(0);
  });

  it("makes an image of text alone, without loading the image of the path", async () => {
    const image = await render("text=Hello&fmt=png", "no such image");
    expect(image.width).toBeGreaterThan(20);
    expect(image.sources.map(({ name }) => name)).toEqual(["Inter"]);
  });

  it("converts an embedded profile to sRGB, and to icc= with the profile embedded", async () => {
    expect((await pixels("", "steep")).at(5, 5)[0]).toBeLessThan(70);
    const { bytes } = await render("icc=wide&fmt=png", "steep");
    const header = inspectImage(sourceFile("rendered", bytes));
    expect(header.profile?.()).toEqual(wide);
    const { bytes: jpeg } = await render("icc=wide");
    expect(inspectImage(sourceFile("rendered", jpeg)).profile?.()).toEqual(wide);
    expect(inspectImage(sourceFile("rendered", (await render("")).bytes)).profile).toBeUndefined();
  });

  it.each([
    ["", "no such image", "image-not-on-disk"],
    ["", "cut photo", "image-corrupt"],
    ["layer=1&src=cut photo", "photo", "image-corrupt"],
    ["", "avif", "image-unsupported"],
    ["", "bad profile", "profile-corrupt"],
    ["layer=1&src=bad profile", "photo", "profile-corrupt"],
    ["icc=bad wide", "photo", "profile-corrupt"],
    ["icc=unknown", "photo", "profile-not-found"],
    ["layer=1&text={\\rtf1{\\fonttbl{\\f0 Broken;}}\\f0 a}", "photo", "font-corrupt"],
    ["layer=1&text={\\rtf1{\\fonttbl{\\f0 Unknown;}}\\f0 a}", "photo", "font-not-found"],
  ])("fails %s of %s with %s", async (query, src, code) => {
    await expect(render(query, src)).rejects.toMatchObject({ name: "SourceError", code });
  });

  it("says that a font is not supported without calling it corrupt", async () => {
    const query = "layer=1&text={\\rtf1{\\fonttbl{\\f0 Woff2;}}\\f0 a}";
    await expect(render(query)).rejects.toMatchObject({ name: "UnsupportedError", status: 500 });
  });

  it("does not need the profile of an image whose properties are asked for", async () => {
    const reply = replyProperties(parseCommands("").commands, "bad profile", testResources(files), TEST_SETTINGS);
    await expect(reply).resolves.toMatchObject({ properties: { width: 20 } });
    const corrupt = replyProperties(parseCommands("").commands, "cut photo", testResources(files), TEST_SETTINGS);
    await expect(corrupt).rejects.toMatchObject({ code: "image-corrupt" });
  });

  it.each([
    ["wid=100000", "wid", "MaxPix 4000,4000; it would have 100000 x 75000 pixels"],
    ["hei=4001", "hei", "MaxPix 4000,4000"],
    ["wid=10&hei=5000", "hei", "MaxPix 4000,4000"],
    ["scl=0.01", "scl", "MaxPix 4000,4000"],
    ["scl=0.000000000000001&wid=10&hei=10", "scl", "2^31"],
    ["crop=0,0,20000,20000", "crop", "at most 100000000 pixels"],
    ["size=60000,0&wid=10", "size", "at most 100000000 pixels"],
    ["text={\\fs90000 HUGE WORDS}", "text", "at most 100000000 pixels"],
    ["icc=cmyk", "icc", "RGB"],
  ])("refuses %s", async (query, command, allowed) => {
    const refused = { name: "CommandError", status: 400, command, message: expect.stringContaining(allowed) };
    await expect(render(query)).rejects.toMatchObject(refused);
  });

  it("has no limit of its own when MaxPix is 0,0, but still one of pixels", async () => {
    const settings = { maxPix: { width: 0, height: 0 }, maxSourcePixels: 200_000 };
    await expect(render("wid=500&hei=300", "photo", settings)).resolves.toMatchObject({ width: 500 });
    await expect(render("wid=500&hei=500", "photo", settings)).rejects.toMatchObject({ command: "wid" });
  });

  it("needs a font for text when the catalog has none", async () => {
    const { defaultFont: _, ...withoutFont } = TEST_SETTINGS;
    const rendering = renderImage(parseCommands("layer=1&text=a").commands, "photo", testResources(files), withoutFont);
    await expect(rendering).rejects.toMatchObject({ command: "text", message: expect.stringContaining("DefaultFont") });
  });

  it("leaves the files' bytes as they were", async () => {
    const before = (files.images!.half as Uint8Array).slice();
    await render("wid=10&layer=1&src=half&rotate=30&opac=20", "half");
    expect(files.images!.half).toEqual(before);
  });
});
