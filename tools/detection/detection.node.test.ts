import { afterAll, beforeAll, expect, it } from "vitest";
import { judgeAll } from "./judge-all.ts";
import { type Judges, startJudges } from "./judges/judges.ts";
import { parseOptions } from "./options.ts";
import { agreementOf, isUnreadable } from "./report/judged-file.ts";

/** Encoders from npm only, so that the files are there wherever the tests run. */
const ONLY =
  "jpeg/sharp-q75-420-progressive*,png/sharp-palette16*,gif/omggif-16-colours,gif/omggif-16-colours~*,tiff/sharp-rgb-lzw-none*";

let judges: Judges;
beforeAll(() => {
  judges = startJudges();
});
afterAll(() => judges.close());

it("judges a few files as libvips does", async () => {
  const options = parseOptions(["--only", ONLY]);
  if (typeof options === "string") throw new Error(options);
  const { files, failed } = await judgeAll({ ...options, only: [...options.only, "stranger/*"] }, judges);
  expect(failed).toEqual([]);
  expect(files.length).toBeGreaterThan(100);
  const names = (wrong: typeof files) => wrong.map(({ name }) => name);
  expect(names(files.filter(({ harm, server }) => harm === "none" && server.verdict !== "good"))).toEqual([]);
  expect(names(files.filter(({ harm, server }) => harm === "harmless" && server.verdict !== "good"))).toEqual([]);
  expect(names(files.filter(({ harm, server }) => harm === "not an image" && server.verdict !== "corrupt"))).toEqual(
    [],
  );
  expect(names(files.filter(({ server }) => ["crash", "timeout"].includes(server.verdict)))).toEqual([]);
  expect(names(files.filter((file) => agreementOf(file) === "missed"))).toEqual([]);
  expect(files.filter(isUnreadable).length).toBeGreaterThan(40);
}, 120_000);

it("makes the same file again when it is asked for alone", async () => {
  const [first, again] = await Promise.all(
    ["gif/omggif-16-colours*", "gif/omggif-16-colours~cut"].map(async (only) => {
      const bytes: Uint8Array[] = [];
      const options = parseOptions(["--only", only]);
      if (typeof options === "string") throw new Error(options);
      await judgeAll(options, judges, (file) => {
        if (file.name === "gif/omggif-16-colours~cut") bytes.push(file.bytes);
      });
      return bytes;
    }),
  );
  expect(first).toHaveLength(1);
  expect(again).toEqual(first);
}, 120_000);
