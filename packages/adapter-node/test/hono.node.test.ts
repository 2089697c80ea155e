import { expect, test } from "vitest";
import { rawClient } from "../../http-server/test/raw-client.ts";
import { startScript } from "../../http-server/test/script-process.ts";

test("in Hono on its own server no handler hears of a client that leaves", async () => {
  const server = startScript("@understudy/adapter-node", new URL("./hono-server.ts", import.meta.url));
  try {
    const url = (await server.stdout.waitFor((lines) => lines[0], 30_000))!;
    for (let left = 0; left < 3; left++) {
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await client.until("first");
      client.socket.destroy();
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    const printed = server.output.lines.filter((line) => line !== url);
    expect(printed).toEqual([]);
  } finally {
    await server.stop();
  }
});
