import { readFile, rm, writeFile } from "node:fs/promises";
import type { HattipHandler } from "@hattip/core";
import { expect, onTestFinished, test } from "vitest";
import { startScriptedServer } from "../test/scripted-server.ts";
import type { HttpTransport } from "./index.ts";

test("the README's snippet runs", async () => {
  const server = await startScriptedServer((socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi"));
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const snippet = /```ts\n(.*?)```/s.exec(readme)![1]!;
  const file = new URL("../test/readme-snippet.tmp.ts", import.meta.url);
  onTestFinished(() => rm(file, { force: true }));
  await writeFile(file, snippet.replace("http://127.0.0.1:8081", server.origin));

  const { handler, transport }: { handler: HattipHandler; transport: HttpTransport } = await import(
    /* @vite-ignore */ file.href
  );
  onTestFinished(() => transport.close());
  const context = { request: new Request("http://primary.test/is/image/shoes/red"), platform: {} };
  const response = (await handler(context as never))!;
  expect(await response.text()).toBe("hi");
  expect(server.requests[0]!.head).toMatch(/^GET \/is\/image\/shoes\/red HTTP\/1\.1\r\n/);
});
