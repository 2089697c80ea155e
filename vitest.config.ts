import { configDefaults, defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

// The workspace runs unbuilt: the "@understudy/source" export condition leads to src/index.ts. The others are Vite's
// own for a server.
const conditions = ["@understudy/source", "module", "node", "development|production"];

const runtime = "Bun" in globalThis ? "bun" : "Deno" in globalThis ? "deno" : "node";

/** Tests of one runtime's own parts, `x.bun.test.ts`, run inside that runtime only. */
const ofOtherRuntimes = ["node", "bun", "deno"]
  .filter((name) => name !== runtime)
  .map((name) => `**/*.${name}.test.ts`);

/** Files that start many processes take longest; a run ends sooner when it begins with them. */
const LONG = [
  "apps/sample/start.test.ts",
  "tools/outside/",
  "tools/conformance/test/",
  "packages/image-server/test/isolation",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = LONG.findIndex((part) => moduleId.includes(part));
      return index === -1 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "packages/*/{src,test}/**/*.test.ts",
      "apps/**/*.test.ts",
      "examples/**/*.test.ts",
      "bench/**/*.test.ts",
      "tools/**/*.test.ts",
    ],
    exclude: [...configDefaults.exclude, ...ofOtherRuntimes],
    // Many tests wait for sockets and processes, so there may be more of them than cores.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
