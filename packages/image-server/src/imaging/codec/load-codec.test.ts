import { expect, test } from "vitest";
import { loadCodec, type SharpPackage } from "./load-codec.ts";

const absent: SharpPackage = {
  isInstalled: () => false,
  load: () => Promise.reject(new Error("must not be loaded")),
};
const broken: SharpPackage = {
  isInstalled: () => true,
  load: () => Promise.reject(new Error('Could not load the "sharp" module\n  Possible solutions:\n  - install it')),
};

test("auto is sharp where it is installed, else imagescript", async () => {
  expect((await loadCodec("auto")).name).toBe("sharp");
  expect((await loadCodec("auto", absent)).name).toBe("imagescript");
});

test("sharp that is wanted and not installed is an error", async () => {
  await expect(loadCodec("sharp", absent)).rejects.toThrow("sharp is not installed");
});

test.each(["auto", "sharp"] as const)(
  "%s: sharp that is installed and cannot be loaded is an error of one line",
  async (choice) => {
    await expect(loadCodec(choice, broken)).rejects.toThrow(
      'sharp is installed and cannot be loaded: Could not load the "sharp" module | Possible solutions: | - install it',
    );
  },
);

test("imagescript needs no sharp, not even one that is whole", async () => {
  expect((await loadCodec("imagescript", broken)).name).toBe("imagescript");
});
