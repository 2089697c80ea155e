import { serve } from "@understudy/adapter-bun";
import { runApp } from "@understudy/cli";

// The image server on Bun: npm run serve:bun -- --conf DIR [--port N] [--host H] [--processes N]
await runApp({ serve });
