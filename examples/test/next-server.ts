/**
 * Builds the app of `next/` and serves it, as `next build` and `next start` do. Its first line says where; what Next
 * says goes to stderr.
 */
import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const hostname = "127.0.0.1";
const dir = fileURLToPath(new URL("../next", import.meta.url));
const require = createRequire(import.meta.url);
execFileSync(process.execPath, [require.resolve("next/dist/bin/next"), "build"], {
  cwd: dir,
  stdio: ["ignore", "ignore", "inherit"],
});

// Node sees in Next's CommonJS something else than its types say.
const next: typeof import("next").default = require("next");
const server = createServer();
server.listen(Number(process.env.PORT ?? 8080), hostname, async () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const app = next({ dev: false, dir, hostname, ...(port && { port }), httpServer: server });
  const { log } = console;
  console.log = console.error;
  await app.prepare();
  console.log = log;
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => void handle(request, response));
  console.log(`listening on http://${hostname}:${port}`);
});
