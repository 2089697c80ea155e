import { expect, test } from "vitest";
import { parseImagePathOptions } from "./options.ts";
import { IMAGE_SCENARIOS } from "./scenarios.ts";
import { isTarget } from "./sources.ts";

test("contenders and scenarios are chosen by name, all where none is named", () => {
  const options = parseImagePathOptions(["--only", "ipx, hot", "--seed", "7"]);
  expect(options).toMatchObject({ contenders: new Set(["ipx"]), scenarios: new Set(["hot"]), runs: 3, seed: 7 });
  expect(parseImagePathOptions(["--only", "sizes"])).toMatchObject({
    contenders: new Set(["image-server-imagescript", "image-server-sharp", "ipx", "sharp-http"]),
  });
});

test.each([
  [["--only", "imgproxy"], "--only names imgproxy; allowed are image-server-imagescript"],
  [["--seconds", "0.5"], '--seconds is "0.5"; allowed: whole numbers from 1 to'],
])("%j is refused", (args, message) => {
  expect(() => parseImagePathOptions(args)).toThrow(message);
});

test("a thousand sizes are a thousand, and one in ten of the broken is broken", () => {
  const targets = (id: string) => IMAGE_SCENARIOS.find((scenario) => scenario.id === id)!.targets(isTarget);
  expect(new Set(targets("sizes")).size).toBe(1000);
  expect(targets("broken").filter((target) => target === isTarget("broken", 400)).length).toBe(100);
});
