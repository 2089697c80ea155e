import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);
/** No encoder needs a fraction of this for pictures as small as ours. */
const TIMEOUT_MS = 60_000;

/** The path of the first of some programs that is installed. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** ImageMagick 7 or 6; plain `convert` can be anything. */
export const IMAGEMAGICK = findProgram("magick", "convert-im6.q16", "convert-im6");

/**
 * Runs an encoder on a file and gives what it writes.
 *
 * @param args `IN` and `OUT` stand for the paths; without `OUT` standard output is taken
 * @param extension of the file that is written, with its dot: some programs go by it
 */
export async function runEncoder(
  program: string,
  args: readonly string[],
  input: Uint8Array | readonly Uint8Array[],
  { from = ".ppm", to = "" }: { from?: string; to?: string } = {},
): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "detection-"));
  try {
    const inputs = input instanceof Uint8Array ? [input] : input;
    const paths = inputs.map((_, index) => join(folder, `in${index}${from}`));
    for (const [index, bytes] of inputs.entries()) await writeFile(paths[index]!, bytes);
    const output = join(folder, `out${to}`);
    const given = args.flatMap((arg) => (arg === "IN" ? paths : [arg.replace(/\bOUT$/, output)]));
    const { stdout } = await execute(program, given, {
      encoding: "buffer",
      timeout: TIMEOUT_MS,
      maxBuffer: 64e6,
      // Writers that put the time of day into their files would make others on every run.
      env: { ...process.env, SOURCE_DATE_EPOCH: "1700000000" },
    });
    return args.some((arg) => arg.endsWith("OUT")) ? await readFile(output) : stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
