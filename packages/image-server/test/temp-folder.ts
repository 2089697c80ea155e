import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder on the real file system that is gone after the test. */
export interface TempFolder {
  readonly path: string;
  /** Absolute path of something in the folder. */
  file(name: string): string;
  /** Writes a file, with the folders above it. */
  write(name: string, content: string | Uint8Array): Promise<void>;
}

/** Makes a folder with these files for the test that runs. */
export async function tempFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), "image-server-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  const folder: TempFolder = {
    path,
    file: (name) => join(path, name),
    async write(name, content) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await writeFile(join(path, name), content);
    },
  };
  for (const [name, content] of Object.entries(files)) await folder.write(name, content);
  return folder;
}
