import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { createAccessLog } from "./access-log.ts";

test("several logs on one folder: every line whole and once, old files deleted by the one that is first", async () => {
  const old = Array.from({ length: 40 }, (_, day) => `access-2023-${10 + (day % 2)}-${10 + Math.floor(day / 2)}.log`);
  const folder = await tempFolder(Object.fromEntries(old.map((name) => [name, ""])));
  const errors: string[] = [];
  const logs = Array.from({ length: 4 }, () =>
    createAccessLog({
      directory: folder.path,
      now: () => new Date(2024, 0, 1),
      onError: ({ message }) => errors.push(message),
    }),
  );
  const lines = Array.from({ length: 2000 }, (_, index) => `${index} ${"x".repeat((index * 37) % 9000)}`);
  for (const [index, line] of lines.entries()) {
    logs[index % logs.length]!.write(line);
    if (index % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.all(logs.map((log) => log.close()));
  expect(errors).toEqual([]);
  expect(await readdir(folder.path)).toEqual(["access-2024-01-01.log"]);
  const written = (await readFile(folder.file("access-2024-01-01.log"), "utf8")).trimEnd().split("\n");
  expect(written.sort()).toEqual([...lines].sort());
});
