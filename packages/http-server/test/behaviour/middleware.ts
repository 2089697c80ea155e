import { type StartedProcess, untilLine } from "@understudy/conformance/launcher";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byLastPartOfPath as handler } from "../handlers.ts";
import { listeningServers } from "../listening-servers.ts";
import { rawClient, rawRequest } from "../raw-client.ts";
import { startScript } from "../script-process.ts";

import type { TestedAdapter } from "../tested-adapter.ts";

export function describeMiddleware(adapter: TestedAdapter): void {
  const { createMiddleware } = adapter;
  const listening = listeningServers();

  const get = (url: string, path = "/") => rawRequest(url, `GET ${path} HTTP/1.1\nHost: a`);

  describe("node:http", () => {
    test("a listener answers", async () => {
      const url = await listening(createMiddleware(handler));
      expect(await get(url, "/x")).toContain("handled /x");
    });

    test("what is passed through gets the placeholder, as there is no next", async () => {
      const url = await listening(createMiddleware(handler));
      expect(await get(url, "/pass")).toMatch(/^HTTP\/1\.1 404 .*a placeholder/s);
    });

    test("a handler may write the response itself", async () => {
      const url = await listening(createMiddleware(handler));
      expect(await get(url, "/itself")).toContain("written by the handler");
    });

    test("a handler that throws gets a plain 500", async () => {
      const errors: unknown[] = [];
      const url = await listening(createMiddleware(handler, { onError: (error) => void errors.push(error) }));
      const text = await get(url, "/throw");
      expect(text).toMatch(/^HTTP\/1\.1 500 /);
      expect(text).not.toContain("thrown by the handler");
      expect(String(errors)).toContain("thrown by the handler");
    });
  });

  describe("Connect's way", () => {
    test("next is called once, for what is passed through only", async () => {
      const calls: unknown[][] = [];
      const middleware = createMiddleware(handler);
      const url = await listening((request, response) =>
        middleware(request, response, (...args) => {
          calls.push([request.url, ...args.map(String)]);
          response.end("by the next");
        }),
      );
      expect(await get(url, "/x")).toContain("handled /x");
      expect(await get(url, "/pass")).toContain("by the next");
      expect(await get(url, "/throw")).toContain("by the next");
      expect(calls).toEqual([["/pass"], ["/throw", "Error: thrown by the handler"]]);
    });

    test("a body that breaks is cut there, too, and is not next's", async () => {
      const broken = () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("x")) }));
      const calls: unknown[] = [];
      const middleware = createMiddleware(broken, { onError: () => {} });
      const url = await listening((request, response) => middleware(request, response, () => calls.push("next")));
      const client = await rawClient(url);
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      expect((await client.closed).text).not.toContain("\r\n0\r\n");
      expect(calls).toEqual([]);
    });
  });

  describe("Express 5", () => {
    let app: StartedProcess;
    let url: string;
    beforeAll(async () => {
      app = startScript(adapter.packageName, new URL("../express-app.ts", import.meta.url));
      [url] = await untilLine(app, app.stdout, /^http\S+$/);
    });
    afterAll(async () => void (await app.stop()));

    const post = (path: string, type: string, body: string) =>
      rawRequest(url, `POST ${path} HTTP/1.1\nHost: a\nContent-Length: ${body.length}\nContent-Type: ${type}`, body);

    test("answers, passes through, and hands errors to the error handler", async () => {
      expect(await get(url, "/own")).toContain("by Express");
      expect(await get(url, "/media/a?b")).toContain("handled /a");
      expect(await get(url, "/media/pass")).toContain("by the route behind");
      expect(await get(url, "/media/throw")).toMatch(/^HTTP\/1\.1 418 .*caught: thrown by the handler/s);
    });

    test("keeps the fields and cookies that were set before", async () => {
      const text = await get(url, "/media/a");
      expect(text).toContain("x-before: 1\r\n");
      expect(text).toMatch(/set-cookie: session=1; Path=\/\r\nset-cookie: handler=1\r\n/i);
    });

    test("a body that a parser kept as bytes or text is the request's body", async () => {
      expect(await post("/kept/x", "application/octet-stream", "body")).toContain("handled /x body");
      expect(await post("/kept/x", "text/plain", "body")).toContain("handled /x body");
    });

    test("a body that a parser used up is an error, not an empty body", async () => {
      expect(await post("/used-up/x", "application/json", "{}")).toContain(
        "was read before; put this middleware in front",
      );
    });
  });
}
