import { expect, test } from "vitest";
import { parseProperties } from "./properties-file.ts";

const rows: readonly { name: string; text: string; entries: readonly [string, string, number][] }[] = [
  { name: "key=value", text: "a.b=c", entries: [["a.b", "c", 1]] },
  {
    name: "key: value and key value",
    text: "a: b\nc d",
    entries: [
      ["a", "b", 1],
      ["c", "d", 2],
    ],
  },
  { name: "comments and empty lines", text: "# x\n! y\n\n a = b ", entries: [["a", "b ", 4]] },
  {
    name: "CRLF",
    text: "a=1\r\n\r\nb=2\r\n",
    entries: [
      ["a", "1", 1],
      ["b", "2", 3],
    ],
  },
  {
    name: "a value over two lines",
    text: "a=1;\\\n   2\nb=3",
    entries: [
      ["a", "1;2", 1],
      ["b", "3", 3],
    ],
  },
  { name: "Unicode escapes", text: "a=\\u00e9\\u20AC", entries: [["a", "é€", 1]] },
  { name: "a backslash before u", text: "a=C:\\\\users", entries: [["a", "C:\\users", 1]] },
  { name: "a section of the manual", text: "PS::a.b=http://c:80", entries: [["PS::a.b", "http://c:80", 1]] },
  { name: "a section with escaped colons", text: "TC\\:\\:maxDays = 3", entries: [["TC::maxDays", "3", 1]] },
  {
    name: "an empty value",
    text: "a=\nIS::b=",
    entries: [
      ["a", "", 1],
      ["IS::b", "", 2],
    ],
  },
];

for (const { name, text, entries } of rows) {
  test(`properties: ${name}`, () => {
    const parsed = parseProperties(text, "x.conf");
    expect(parsed.entries.map(({ key, value, line }) => [key, value, line])).toEqual(entries);
    expect(parsed.notices).toEqual([]);
  });
}

test.each([
  ["in a value", "a=1\nb=\\u12G4x", 2, "\\u12G4"],
  ["in a key", "\\uZZZZ=1", 1, "\\uZZZZ"],
  ["in the second line of a value", "a=1\\\n2\\u00\nb=3", 2, "\\u00"],
])("a malformed \\u escape %s is an error that names its line", (_where, text, line, shown) => {
  const { notices } = parseProperties(text, "x.conf");
  expect(notices).toEqual([
    expect.objectContaining({
      severity: "error",
      file: "x.conf",
      line,
      message: expect.stringContaining(JSON.stringify(shown)),
    }),
  ]);
});
