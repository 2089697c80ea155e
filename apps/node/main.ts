import { serve } from "@understudy/adapter-node";
import { runApp } from "@understudy/cli";

// The image server on Node.js: npm run serve:node -- --conf DIR [--port N] [--host H] [--processes N]
await runApp({ serve });
