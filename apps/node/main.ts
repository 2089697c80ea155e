import process from "node:process";
import { createHttpTransport, serve } from "@understudy/adapter-node";
import { createClusterStarter, runApp } from "@understudy/cli";

// The image server on Node.js: npm run serve:node -- --conf DIR [--port N] [--host H] [--processes N]
await runApp({
  argv: process.argv.slice(2),
  serve,
  transport: createHttpTransport(),
  print: (line) => console.log(line),
  printError: (line) => console.error(line),
  exit: (code) => process.exit(code),
  onTerminate(callback) {
    process.on("SIGTERM", callback);
    process.on("SIGINT", callback);
  },
  onHangup: (callback) => void process.on("SIGHUP", callback),
  processes: createClusterStarter(),
});
