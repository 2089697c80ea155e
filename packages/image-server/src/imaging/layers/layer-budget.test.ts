import { noiseImage } from "@understudy/test-sources/noise-image";
import { TEST_SETTINGS, testResources } from "@understudy/test-sources/test-resources";
import { expect, it } from "vitest";
import { parseCommands } from "../../commands/parse-commands.ts";
import { imagescriptCodec } from "../codec/imagescript-codec.ts";
import { renderImage } from "../render-image.ts";

const resources = testResources({ images: { small: await noiseImage("png", { width: 40, height: 30 }) } });

function layers(count: number, commands: string): string {
  return Array.from({ length: count }, (_, index) => `layer=${index + 1}&src=small&${commands}`).join("&");
}

/** Renders, and counts what the codec is asked for. */
async function render(query: string) {
  const asked = { identify: 0, decode: 0 };
  const tools = {
    codec: {
      ...imagescriptCodec,
      identify: (...values: Parameters<typeof imagescriptCodec.identify>) => {
        asked.identify++;
        return imagescriptCodec.identify(...values);
      },
      decode: (...values: Parameters<typeof imagescriptCodec.decode>) => {
        asked.decode++;
        return imagescriptCodec.decode(...values);
      },
    },
    watch: <T>(_: string, work: () => Promise<T>) => work(),
  };
  const { commands } = parseCommands(query);
  const rendered = renderImage(commands, "small", resources, TEST_SETTINGS, tools);
  return { outcome: await rendered.then(() => "rendered").catch((error: unknown) => error), asked };
}

it.each([layers(31, "size=9900,9900"), layers(31, "size=2000,2000&rotate=45")])(
  "refuses layers that are too much work together, before anything is decoded",
  async (query) => {
    const { outcome, asked } = await render(query);
    expect(outcome).toMatchObject({ code: "bad-command", command: "layer", value: "32 layers" });
    expect(asked.decode).toBe(0);
  },
);

it("counts the pixels of every raster that a layer makes, up to three times MaxPix", async () => {
  const { maxPix } = TEST_SETTINGS;
  // Decoded 40 x 30, scaled to 4000 x 3000: 12 million each of the 48.
  expect(maxPix).toEqual({ width: 4000, height: 4000 });
  expect((await render(`wid=10&${layers(4, "size=4000,4000")}`)).outcome).toMatchObject({ value: "5 layers" });
  expect((await render(`wid=10&${layers(3, "size=4000,4000")}`)).outcome).toBe("rendered");
});

it("looks once at a file that many layers show", async () => {
  const { outcome, asked } = await render(layers(31, "size=20,20"));
  expect(outcome).toBe("rendered");
  expect(asked.identify).toBe(1);
});
