import { readFile, rm, writeFile } from "node:fs/promises";
import { expect, onTestFinished, test } from "vitest";
import type { ImageServer } from "../src/index.ts";
import { jpeg } from "./test-images.ts";
import { startServer } from "./test-server.ts";

test("the README's snippet serves images over a socket", async () => {
  const { folder } = await startServer({ "images/a.jpg": await jpeg(20, 10) });
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const snippet = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const file = new URL("./readme-snippet.tmp.ts", import.meta.url);
  onTestFinished(() => rm(file, { force: true }));
  await writeFile(file, snippet.replace('"conf"', JSON.stringify(folder)).replace("8080", "0"));

  const { images, server }: { images: ImageServer; server: { url: string; close(): Promise<void> } } = await import(
    /* @vite-ignore */ file.href
  );
  onTestFinished(async () => {
    await server.close();
    await images.close();
  });
  const response = await fetch(`${server.url}/is/image/a.jpg?wid=10&cache=off`);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("image/jpeg");
  expect((await response.arrayBuffer()).byteLength).toBe(Number(response.headers.get("content-length")));
});
