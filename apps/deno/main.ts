import { serve } from "@understudy/adapter-deno";
import { runApp } from "@understudy/cli";

// The image server on Deno: npm run serve:deno -- --conf DIR [--port N] [--host H] [--processes N]
await runApp({ serve });
