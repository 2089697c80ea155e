import { OptionError } from "@understudy/core";
import { expect, test } from "vitest";
import { createImageServer, type ImageServerOptions } from "../src/image-server.ts";
import { createDiskSourceStore } from "../src/sources/disk-source-store.ts";

const NO_FOLDER = "/there/is/no/such/folder";

test.each([
  [{ maxConcurentRenders: 4 }, "options.maxConcurentRenders is unknown; did you mean maxConcurrentRenders?"],
  [{ confFolder: "c" }, "options.confFolder is unknown; allowed: configurationFolder,"],
  [{ verdictMaxEntries: -1 }, "verdictMaxEntries is -1; allowed: whole numbers from 0 on"],
  [{ renderTimeoutMs: 2 ** 31 }, "renderTimeoutMs is 2147483648; allowed: whole numbers from 1 to 2147483647"],
  [{ pollIntervalMs: 0.5 }, "pollIntervalMs is 0.5; allowed: whole numbers from 0 to 2147483647"],
  [{ codec: "libvips" }, 'codec is "libvips"; allowed: auto, imagescript, sharp'],
])("createImageServer refuses %j before it reads anything", async (options, message) => {
  const wrong = { configurationFolder: NO_FOLDER, ...options } as ImageServerOptions;
  const failure = await createImageServer(wrong).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OptionError);
  expect((failure as OptionError).message).toContain(message);
});

test("createDiskSourceStore refuses a name that it does not know", () => {
  expect(() => createDiskSourceStore({ readMaxByte: 1 } as object)).toThrow(
    "options.readMaxByte is unknown; did you mean readMaxBytes? allowed: readMaxBytes, disk",
  );
});
