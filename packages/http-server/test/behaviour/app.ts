import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { png } from "../../../image-server/test/test-images.ts";

/**
 * What the image server's app does on every runtime, in a process of its own.
 *
 * @param commandFor program and arguments that run it, up to its own arguments
 * @param runtimeName as the app's second line says it
 */
export function describeApp(
  commandFor: (configurationFolder: string) => [program: string, ...args: string[]],
  runtimeName: string,
): void {
  let folder: string;
  const running: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "understudy-app-"));
    await mkdir(join(folder, "catalog"));
    await mkdir(join(folder, "images"));
    await writeFile(join(folder, "images", "whole.png"), await png(64, 48));
    await writeFile(join(folder, "PlatformServer.conf"), "catalog.rootPath=catalog\nimage.rootPaths=images\n");
  });
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function start(...argv: string[]) {
    const [program, ...args] = commandFor(folder);
    const child = spawn(program, [...args, "--conf", folder, ...argv]);
    running.push(child);
    const output = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk) => {
      output.stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output.stderr += chunk;
    });
    const exited = once(child, "close").then(([code]) => ({ code: code as number | null, ...output }));
    const lines = async (count: number) => {
      while (output.stdout.split("\n").length <= count) {
        if (child.exitCode !== null) throw new Error(`it ended: ${output.stderr}`);
        await Promise.race([once(child.stdout, "data"), exited]);
      }
      return output.stdout.split("\n");
    };
    return { child, exited, lines };
  }

  test.each(["SIGTERM", "SIGINT"] as const)(
    "it says where it listens, answers, and ends with 0 on %s",
    async (signal) => {
      const app = start("--port", "0");
      const [listening = "", runsOn] = await app.lines(2);
      expect(listening).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+$/);
      expect(runsOn).toMatch(new RegExp(`^running on ${runtimeName} \\d`));
      const response = await fetch(`${listening.slice("listening on ".length)}/is/image/nothing/here`);
      expect(response.status).toBe(404);
      await response.text();
      // Not child.kill(), after which Deno reports the signal as the cause of the end, whatever it was.
      process.kill(app.child.pid!, signal);
      expect((await app.exited).code).toBe(0);
    },
  );

  test("it renders an image", async () => {
    const [listening = ""] = await start("--port", "0").lines(1);
    const response = await fetch(`${listening.slice("listening on ".length)}/is/image/whole.png?wid=32`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("image/jpeg");
    expect(new Uint8Array(await response.arrayBuffer()).slice(0, 2)).toEqual(Uint8Array.of(0xff, 0xd8));
  });

  test("bad arguments: one line on stderr, exit code 2", async () => {
    const { code, stdout, stderr } = await start("--port", "x").exited;
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^--port is "x"; allowed: whole numbers from 0 to 65535.*\n$/);
  });

  test("a port in use: one line on stderr that says so, and no crash", async () => {
    const [listening = ""] = await start("--port", "0").lines(1);
    const { port } = new URL(listening.slice("listening on ".length));
    const { code, stderr } = await start("--port", port).exited;
    expect(code).toBe(1);
    expect(stderr).toMatch(new RegExp(`^cannot listen on .*${port}.*in use.*\\n$`));
  });
}
