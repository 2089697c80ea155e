const FENCED = /^```(\w+)([^\n]*)\n(.*?)^```$/gms;
const FILE_NAME = /^\/\/ ([\w-]+\.m?[jt]s)\n/;

/**
 * The files that a reader of a README would make of its code. The first line of a block of `ts` or `js` is a comment
 * with the name of its file, `// server.ts`. A block whose info string has the further word `excerpt` is no file.
 *
 * @returns contents by names
 * @throws {Error} for a block of code without a file name, or two with the same
 */
export function readmeFiles(markdown: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const [, language = "", info = "", code = ""] of markdown.matchAll(FENCED)) {
    if (!["ts", "js"].includes(language) || info.split(" ").includes("excerpt")) continue;
    const name = FILE_NAME.exec(code)?.[1];
    if (name === undefined) throw new Error(`a block of ${language} begins with no file name:\n${code.slice(0, 200)}`);
    if (!name.endsWith(language)) throw new Error(`${name} is in a block of ${language}`);
    if (files.has(name)) throw new Error(`${name} is there twice`);
    files.set(name, code);
  }
  return files;
}
