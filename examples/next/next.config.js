import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
const config = {
  // The secondary's answers go out byte for byte.
  compress: false,
  // Only here, where the packages are not built. Where they are installed, nothing of this file is needed.
  turbopack: {
    root: fileURLToPath(new URL("../..", import.meta.url)),
    resolveAlias: {
      "@understudy/core": "../../packages/core/src/index.ts",
      "@understudy/core/adapter": "../../packages/core/src/adapter.ts",
      "@understudy/source-check": "../../packages/source-check/src/index.ts",
    },
  },
};
export default config;
