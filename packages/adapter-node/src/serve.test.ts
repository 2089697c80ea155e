import { expect, test } from "vitest";
import { rawRequest } from "../test/raw-client.ts";
import { served } from "../test/with-server.ts";

test("a handler's response reaches the client", async () => {
  const { url } = await served(({ request }) => new Response(`you asked for ${request.url}`));
  const text = await rawRequest(url, "GET /is/image/a?wid=100 HTTP/1.1\nHost: example.test");
  expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
  expect(text).toContain("you asked for http://example.test/is/image/a?wid=100");
});
