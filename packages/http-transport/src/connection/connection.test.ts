import { afterPoll } from "@understudy/core/adapter";
import { expect, test } from "vitest";
import { block } from "../../test/block.ts";
import { ask, startTransport } from "../../test/client.ts";
import { startThreadedServer } from "../../test/threaded-server.ts";

test("a reset that is in the kernel's buffer is known when the event loop has looked once", async () => {
  const server = await startThreadedServer("HTTP/1.1 200 OK\r\n\r\nabc");
  const { pushed } = await ask(startTransport(), `${server.origin}/`).answer;
  const events: string[] = [];
  pushed?.start({
    write(piece) {
      events.push(new TextDecoder().decode(piece));
      return true;
    },
    end: () => void events.push("end"),
    fail: () => void events.push("failed"),
  });
  server.reset();
  block(50);
  await new Promise<void>((resolve) => afterPoll(resolve));
  expect(events).toEqual(["abc", "failed"]);
});
