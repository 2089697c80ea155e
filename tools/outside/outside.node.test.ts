/**
 * The packages as strangers use them: built, packed, installed into empty projects, and the code of the READMEs run
 * there.
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type StartedProcess, startProcess, untilLine } from "@understudy/conformance/launcher";
import { afterAll, beforeAll, describe, expect, type TestContext, test } from "vitest";
import { command, readPackageJson, repository, run } from "../packages.ts";
import { type PackageStore, packWorkspaceCopy, unpackStore } from "./packed-packages.ts";
import { readmeFiles } from "./readme-files.ts";
import { looksComplete, type Secondary, startSecondary } from "./secondary.ts";
import { MODULE_SNIPPETS, SERVER_SNIPPETS, type ServerSnippet } from "./snippets.ts";
import { compilers, typeCheck } from "./type-check.ts";

/** Long, as other tests may have the processors; a quiet machine needs a fraction. */
const PATIENCE_MS = 120_000;

/** How a snippet says on which port it listens. */
const STARTED = /https?:\/\/[^\s/]+:(\d+)|port: (\d+)/;

/** What of the results is looked at here. */
interface ConformanceResults {
  readonly ok: boolean;
  readonly counts: { readonly pass: number };
}

let folder: string;
let tarballs: ReadonlyMap<string, string>;
let store: PackageStore;
let projects = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "understudy-outside-"));
  tarballs = await packWorkspaceCopy(folder);
  store = await unpackStore(join(folder, "store"), tarballs);
}, PATIENCE_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** An empty project with the files of a README and what its reader has installed. */
async function createProject(files: Iterable<readonly [string, string]>, install: readonly string[]): Promise<string> {
  projects += 1;
  const project = join(folder, `project-${projects}`);
  await mkdir(project);
  await writeFile(join(project, "package.json"), JSON.stringify({ name: "outside", private: true, type: "module" }));
  for (const [name, content] of files) await writeFile(join(project, name), content);
  await store.install(project, install);
  return project;
}

async function readPage(page: string, entry: string): Promise<Map<string, string>> {
  const files = readmeFiles(await readFile(join(repository, page), "utf8"));
  if (!files.has(entry)) throw new Error(`${page} has no ${entry}; it has ${[...files.keys()].join(", ")}`);
  return files;
}

/** What the runtime's users do before they start a file; a command that starts it. */
async function prepare({ runtime, entry }: ServerSnippet, project: string): Promise<string[]> {
  if (runtime === "deno") {
    await run(command("deno"), ["check", entry], project);
    const permissions = ["--allow-net", "--allow-env", "--allow-read"];
    return [command("deno"), "run", ...permissions, entry];
  }
  if (runtime === "bun") {
    await typeCheck(project, [entry], { ...BUN_PROJECT });
    return [command("bun"), entry];
  }
  if (entry.endsWith(".js")) return [process.execPath, entry];
  await typeCheck(project, [entry], { ...NODE_PROJECT, outDir: "out" });
  return [process.execPath, join("out", entry.replace(/ts$/, "js"))];
}

/** Without the DOM's types; the declarations of frameworks are not ours to check. */
const NODE_PROJECT = {
  module: "nodenext",
  lib: ["es2023"],
  types: ["node"],
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
};

/** As Bun's manual says. */
const BUN_PROJECT = {
  module: "preserve",
  moduleResolution: "bundler",
  lib: ["esnext"],
  types: ["bun"],
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/** Deno, too, looks for the types of `node:` modules in a `node_modules` folder when there is one. */
const TYPES = { node: ["@types/node"], bun: ["@types/bun"], deno: ["@types/node"] };

/** Sources of the primary, for all snippets. */
async function writeSources(project: string, secondary: Secondary): Promise<void> {
  const picture = join(repository, "packages/conformance/fixtures/noisy.jpg");
  await cp(picture, join(project, "images/red-shoe.jpg"));
  await cp(picture, join(project, "conf/images/pixels.jpg"));
  await mkdir(join(project, "conf/catalog"));
  await writeFile(
    join(project, "conf/PlatformServer.conf"),
    `errorRedirect.rootUrl=${secondary.rootUrl}\nimage.rootPaths=images\nstaticContent.rootPaths=images\n`,
  );
}

async function start(
  snippet: ServerSnippet,
  onTestFinished: TestContext["onTestFinished"],
): Promise<{ server: StartedProcess; url: string; secondary: Secondary }> {
  const secondary = await startSecondary();
  onTestFinished(secondary.close);
  const files = await readPage(snippet.page, snippet.entry);
  const project = await createProject(files, [...snippet.install, ...TYPES[snippet.runtime]]);
  await writeSources(project, secondary);
  const [program = "", ...args] = await prepare(snippet, project);
  const server = startProcess({
    command: [program, ...args],
    cwd: project,
    env: { NODE_ENV: "production", NO_COLOR: "1", PORT: "0", SECONDARY: secondary.rootUrl },
    stopTimeoutMs: 30_000,
  });
  onTestFinished(async () => void (await server.stop()));
  const [, listening, local] = await untilLine(server, server.output, STARTED, PATIENCE_MS);
  return { server, url: `http://127.0.0.1:${listening ?? local}`, secondary };
}

describe.concurrent("servers of the READMEs", { timeout: PATIENCE_MS }, () => {
  test.for(SERVER_SNIPPETS)("$title", async (snippet, { expect, onTestFinished }) => {
    const { server, url, secondary } = await start(snippet, onTestFinished);
    const { good, broken, local } = snippet;

    const own = await fetch(url + good);
    expect(own.status).toBe(200);
    expect((await own.arrayBuffer()).byteLength).toBeGreaterThan(5);
    if (local !== undefined) expect((await fetch(url + local)).status).toBe(404);
    expect(secondary.requests).toEqual([]);

    const remote = await fetch(url + broken);
    expect(await remote.text()).toBe(`the secondary's ${broken}`);
    expect(remote.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(remote.headers.get("cache-status")).toMatch(/fwd=miss/);
    expect(secondary.requests[0]?.headers).toMatchObject({ "x-forwarded-host": new URL(url).host });
    const head = await fetch(url + broken, { method: "HEAD" });
    expect([head.status, secondary.requests[1]?.method]).toEqual([200, "HEAD"]);

    // A broken transfer never looks complete (X08).
    for (const target of [`${broken}?cut-length`, `${broken}?cut-chunked`]) {
      expect(await looksComplete(url + target), target).toBe(false);
    }

    // A client that leaves takes the request to the secondary with it (X09).
    const leaving = new AbortController();
    const left = fetch(`${url + broken}?silent`, { signal: leaving.signal });
    const { socket } = await secondary.asked(`${broken}?silent`);
    leaving.abort();
    await expect(left).rejects.toThrow();
    // With or without an error: a runtime may end it with a reset.
    if (!socket.destroyed) await new Promise((resolve) => socket.once("error", () => {}).once("close", resolve));

    const { status } = await server.stop();
    if (snippet.stops) expect(status, server.output.lines.join("\n")).toBe(0);
  });
});

describe.concurrent("other code of the READMEs", { timeout: PATIENCE_MS }, () => {
  test.for(MODULE_SNIPPETS)("$page: $entry", async ({ page, entry, install, runs }) => {
    const project = await createProject(await readPage(page, entry), [...install, ...TYPES.node]);
    await typeCheck(project, [entry], { ...NODE_PROJECT, skipLibCheck: false, outDir: "out" });
    if (runs) await run(process.execPath, [join("out", entry.replace(/ts$/, "js"))], project);
  });
});

describe("the conformance command", { timeout: PATIENCE_MS }, () => {
  test("tries a server that is installed from outside, by the image server's README", async () => {
    const name = "@understudy/conformance";
    const files = await readPage("packages/image-server/README.md", "server.js");
    const project = await createProject(files, ["@understudy/adapter-node", "@understudy/image-server", name]);
    const { bin = {} } = readPackageJson(join(project, "node_modules", name));
    const main = join("node_modules", name, bin.conformance ?? "");
    expect(await readFile(join(project, main), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);

    const command = `env CONF={conf} PORT={port} ${process.execPath} server.js`;
    const args = [main, "--start", command, "--only", "R01,R03,R04,R05,R15", "--reporter", "json"];
    const results: ConformanceResults = JSON.parse(await run(process.execPath, args, project));
    expect(results.ok).toBe(true);
    expect(results.counts.pass).toBeGreaterThan(4);
  });
});

describe("the command understudy", { timeout: PATIENCE_MS }, () => {
  const name = "@understudy/cli";
  const program = {
    node: [process.execPath],
    bun: [command("bun"), "run"],
    deno: [command("deno"), "run", "--no-prompt", "--allow-net", "--allow-env", "--allow-read", "--allow-ffi"],
  };

  /** As npm and Bun do: the command beside its dependencies, so that it finds a peer that is installed. */
  async function install(secondary: string, peers: readonly string[]) {
    const { dependencies = {} } = readPackageJson(join(repository, "packages/cli"));
    const project = await createProject([], [...Object.keys(dependencies), ...peers]);
    const installed = join(project, "node_modules", name);
    await run(
      "tar",
      ["-xzf", tarballs.get(name) ?? "", "-C", await emptyFolder(installed), "--strip-components=1"],
      project,
    );
    await mkdir(join(project, "conf/catalog"), { recursive: true });
    await mkdir(join(project, "conf/static"), { recursive: true });
    await mkdir(join(project, "conf/images"));
    await writeFile(join(project, "conf/static/own.css"), "own {}");
    await writeFile(join(project, "conf/PlatformServer.conf"), `errorRedirect.rootUrl=${secondary}\n`);
    const { bin = {} } = readPackageJson(join(project, "node_modules", name));
    return { project, main: join("node_modules", name, bin.understudy ?? "") };
  }

  async function emptyFolder(path: string): Promise<string> {
    await mkdir(path, { recursive: true });
    return path;
  }

  test.for([
    ["node", []],
    ["bun", ["@understudy/adapter-bun"]],
    ["deno", []],
  ] as const)("serves on %s", async ([runtime, packages], { expect, onTestFinished }) => {
    const secondary = await startSecondary();
    onTestFinished(secondary.close);
    const { project, main } = await install(secondary.rootUrl, packages);
    expect(await readFile(join(project, main), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const [file = "", ...args] = program[runtime];
    const server = startProcess({
      command: [file, ...args, main, "serve", "--conf", "conf", "--port", "0"],
      cwd: project,
      stopTimeoutMs: 30_000,
    });
    onTestFinished(async () => void (await server.stop()));
    const [, url] = await untilLine(server, server.stdout, /^listening on (\S+)$/, PATIENCE_MS);
    await untilLine(server, server.stdout, new RegExp(`^running on ${runtime} `), PATIENCE_MS);
    expect(await (await fetch(`${url}/is/static/own.css`)).text()).toBe("own {}");
    expect(await (await fetch(`${url}/is/static/gone.css`)).text()).toBe("the secondary's /is/static/gone.css");
    expect((await server.stop()).status).toBe(0);
  });

  test("says on Bun which package it lacks", async ({ expect }) => {
    const { project, main } = await install("", []);
    const [file = "", ...args] = program.bun;
    const failure = await run(file, [...args, main, "serve", "--conf", "conf"], project).catch(String);
    expect(failure).toContain("ended with 1");
    expect(failure).toMatch(
      /\n@understudy\/adapter-bun, .*; where it is not installed: bun add @understudy\/adapter-bun\n/,
    );
  });

  test("is served from a bundle, as its README says", async ({ expect, onTestFinished }) => {
    const { project } = await install("", [
      "@jsquash/jpeg",
      "@jsquash/png",
      "@jsquash/webp",
      "harfbuzzjs",
      "imagescript",
      "lcms-wasm",
      "sharp",
    ]);
    for (const [file, text] of await readPage("packages/cli/README.md", "main.ts"))
      await writeFile(join(project, file), text);
    const readme = await readFile(join(repository, "packages/cli/README.md"), "utf8");
    const [, words = ""] = /^bun (build .*)\nnode app\/main\.js/ms.exec(readme) ?? [];
    const args = words.replace(/\\\n/g, " ").replaceAll("'", "").trim().split(/\s+/);
    await run(command("bun"), args, project);
    await cp(join(repository, "packages/conformance/fixtures/noisy.jpg"), join(project, "conf/images/pixels.jpg"));
    // What is bundled is not needed any more.
    await rm(join(project, "node_modules/@understudy"), { recursive: true });
    const server = startProcess({
      command: [process.execPath, "app/main.js", "--conf", "conf", "--port", "0"],
      cwd: project,
      stopTimeoutMs: 30_000,
    });
    onTestFinished(async () => void (await server.stop()));
    const [, url] = await untilLine(server, server.stdout, /^listening on (\S+)$/, PATIENCE_MS);
    const response = await fetch(`${url}/is/image/pixels.jpg?wid=10&fmt=png`);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/png"]);
  });

  test("deno run npm:@understudy/cli is the command", async ({ expect }) => {
    const { project } = await install("", []);
    const [file = "", ...args] = program.deno;
    await writeFile(join(project, "deno.json"), '{ "nodeModulesDir": "manual" }');
    expect(await run(file, [...args, `npm:${name}`, "--version"], project)).toBe("0.1.0\n");
  });
});

describe("what the packages declare", { timeout: PATIENCE_MS }, () => {
  const importAll = () =>
    [...tarballs.keys()].map((name) => `export * as ${exportName(name)} from "${name}";\n`).join("");

  test.for([
    { compiler: "current", title: "Node's module resolution, without the DOM", module: "nodenext", lib: ["es2022"] },
    {
      compiler: "current",
      title: "a bundler's, with the DOM",
      module: "esnext",
      lib: ["esnext", "dom", "dom.iterable"],
    },
    { compiler: "older", title: "Node's module resolution, without the DOM", module: "nodenext", lib: ["es2022"] },
  ] as const)("types without errors: $compiler TypeScript, $title", async ({ compiler, module, lib }) => {
    const project = await createProject([["all.ts", importAll()]], [...tarballs.keys(), ...TYPES.node]);
    const moduleResolution = module === "esnext" ? "bundler" : module;
    const options = { module, moduleResolution, lib, types: ["node"], skipLibCheck: false };
    await typeCheck(project, ["all.ts"], options, compilers()[compiler]);
  });

  test.for(["node", "bun", "deno"] as const)("every package can be imported as JavaScript: %s", async (runtime) => {
    const print = `console.log(Object.keys(all).length, Object.values(all).every((each) => Object.keys(each).length > 0));\n`;
    const files = [
      ["all.js", importAll()] as const,
      ["main.js", `import * as all from "./all.js";\n${print}`] as const,
    ];
    const project = await createProject(files, [...tarballs.keys()]);
    const program = runtime === "node" ? [process.execPath] : [command(runtime), "run"];
    if (runtime === "deno") program.push("--allow-read", "--allow-env", "--allow-ffi");
    const [file = "", ...args] = program;
    expect(await run(file, [...args, "main.js"], project)).toBe(`${tarballs.size} true\n`);
  });
});

function exportName(packageName: string): string {
  return packageName.replace(/\W/g, "_");
}
