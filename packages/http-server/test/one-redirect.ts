// Serves one forwarded request with the adapter that is named, closes its own server, and ends when nothing is left to
// do. The secondary is in the same process, but keeps it alive no more than one in another process would.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SourceError } from "@understudy/core";
import { namedAdapter } from "./named-adapter.ts";

const { redirectOnError, serve } = await namedAdapter();

const secondary = createServer({ keepAliveTimeout: 60_000 }, (_request, response) => response.end("the good twin"));
await new Promise<void>((resolve) => secondary.listen(0, "127.0.0.1", resolve));
secondary.unref();
secondary.on("connection", (socket) => socket.unref());

const rootUrl = `http://127.0.0.1:${(secondary.address() as AddressInfo).port}`;
const server = await serve(
  redirectOnError(
    () => {
      throw new SourceError("image-corrupt");
    },
    { rootUrl },
  ),
  { port: 0 },
);
const response = await fetch(`${server.url}/is/image/a`, { headers: { connection: "close" } });
console.log(response.status, await response.text());
await server.close();
