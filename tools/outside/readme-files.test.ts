import { expect, test } from "vitest";
import { readmeFiles } from "./readme-files.ts";

const fence = "```";

test("the files of a README are its blocks of code, by the name in the first line", () => {
  const markdown = `# A\n\n${fence}ts\n// a.ts\nlet a;\n${fence}\n${fence}sh\nls\n${fence}\n${fence}js\n// b.js\nlet b;\n${fence}\n`;
  expect([...readmeFiles(markdown)]).toEqual([
    ["a.ts", "// a.ts\nlet a;\n"],
    ["b.js", "// b.js\nlet b;\n"],
  ]);
});

test("an excerpt is no file", () => {
  expect(readmeFiles(`${fence}ts excerpt\n{ id: "a" }\n${fence}\n`).size).toBe(0);
});

test.each([
  ["a block without a file name", `${fence}ts\nlet a;\n${fence}\n`, /begins with no file name:\nlet a/],
  ["a name that is not of its language", `${fence}ts\n// a.js\n${fence}\n`, /a.js is in a block of ts/],
  ["a name twice", `${fence}ts\n// a.ts\n${fence}\n${fence}ts\n// a.ts\n${fence}\n`, /a.ts is there twice/],
])("%s is an error", (_name, markdown, message) => {
  expect(() => readmeFiles(markdown)).toThrow(message);
});
