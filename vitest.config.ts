import { defineConfig } from "vitest/config";

// The workspace runs unbuilt: the "source" export condition leads to src/index.ts.
const conditions = ["source", "import", "module", "node", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "packages/*/test/**/*.test.ts", "apps/**/*.test.ts", "tools/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
