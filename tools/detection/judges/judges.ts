import { fileURLToPath } from "node:url";
import { hasModule, PYTHON } from "../corpus/pillow.ts";
import type { FileFormat } from "../recipe.ts";
import type { Answer } from "./answer.ts";
import { DRAWN_TEXT } from "./drawn-text.ts";
import { createJudgePool, type JudgePool } from "./judge-pool.ts";

/** The image server and those that it is compared with. */
export interface Judges {
  server(format: FileFormat, bytes: Uint8Array): Promise<Answer>;
  /** Undefined when the reference of that format is not installed. */
  reference(format: FileFormat, bytes: Uint8Array): Promise<Answer> | undefined;
  /** The reference of images when it also fails on warnings. */
  strict(format: FileFormat, bytes: Uint8Array): Promise<Answer> | undefined;
  close(): void;
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const script = (name: string, ...args: readonly string[]) => [
  process.execPath,
  "-C",
  "@understudy/source",
  "--import",
  "tsx",
  path(name),
  ...args,
];

/** Whether FreeType and LittleCMS are there for Debian's Python. */
export const HAS_RESOURCE_REFERENCES = hasModule("freetype, PIL.ImageCms");

const isResource = (format: FileFormat) => format === "font" || format.endsWith("profile");

/** Starts their processes; `close` ends them. */
export function startJudges(): Judges {
  const server = createJudgePool(script("server-judge.ts"), 2);
  const images = createJudgePool(script("sharp-judge.ts", "error"), 1);
  const strict = createJudgePool(script("sharp-judge.ts", "warning"), 1);
  const resources: JudgePool | undefined = HAS_RESOURCE_REFERENCES
    ? createJudgePool([PYTHON, path("resources-judge.py"), DRAWN_TEXT], 1)
    : undefined;
  return {
    server: (format, bytes) => server.ask(format, bytes),
    reference: (format, bytes) => (isResource(format) ? resources : images)?.ask(format, bytes),
    strict: (format, bytes) => (isResource(format) ? undefined : strict.ask(format, bytes)),
    close: () => {
      for (const pool of [server, images, strict, resources]) pool?.close();
    },
  };
}
