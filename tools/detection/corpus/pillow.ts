import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { type Picture, toPpm } from "../picture.ts";
import { runEncoder } from "./programs.ts";

/** Debian's own Python, which is the one that Debian's packages belong to. */
export const PYTHON = "/usr/bin/python3";

/** Whether Python has a module. */
export function hasModule(name: string): boolean {
  if (!existsSync(PYTHON)) return false;
  try {
    execFileSync(PYTHON, ["-c", `import ${name}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Whether Pillow is installed. */
export const PILLOW = hasModule("PIL");

/** Runs a line of Python in which `image` is the picture (or `images` all of them) and `out` the file to write. */
export function runPillow(line: string, ...pictures: readonly Picture[]): Promise<Uint8Array> {
  const script = `import sys
from PIL import Image
images = [Image.open(path) for path in sys.argv[2:]]
image, out = images[0], sys.argv[1]
${line}`;
  return runEncoder(PYTHON, ["-c", script, "OUT", "IN"], pictures.map(toPpm));
}
