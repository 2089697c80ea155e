import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, onTestFinished, test } from "vitest";

const inRepository = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const WRITER = inRepository("packages/image-server/test/faults/full-disk-writer.ts");

const folder = mkdtempSync(join(tmpdir(), "understudy-full-disk-"));
const isMounted = mountSmallDisk(folder);
if (!isMounted) console.log("left out: a log on a full disk, as no small disk can be mounted here; root on Linux can");

afterAll(() => {
  if (isMounted) execFileSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
});

const UNBUILT = "@understudy/source";
const RUNTIMES: [name: string, program: string, ...args: string[]][] = [
  ["Node", process.execPath, "-C", UNBUILT, "--import", "tsx"],
  ["Bun", inRepository("node_modules/.bin/bun"), `--conditions=${UNBUILT}`, "run"],
  ["Deno", inRepository("node_modules/.bin/deno"), "run", "-A", `--conditions=${UNBUILT}`],
];

test.skipIf(!isMounted).each(RUNTIMES)(
  "each line is written once on a disk that was full on %s",
  (_, program, ...args) => {
    const logs = join(folder, "logs");
    onTestFinished(() => rmSync(logs, { recursive: true, force: true }));
    execFileSync(program, [...args, WRITER, folder], { timeout: 30_000, stdio: "pipe" });
    const lines = readdirSync(logs).flatMap((name) => readFileSync(join(logs, name), "utf8").trimEnd().split("\n"));
    expect(lines).toEqual(Array.from({ length: 600 }, (_, index) => `line ${index} ${"x".repeat(50)}`));
  },
);

function mountSmallDisk(at: string): boolean {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", at], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
