import { expect, test } from "vitest";
import { formatNotice } from "./format-notice.ts";

test("a notice is one line with its place", () => {
  const notice = {
    severity: "error",
    file: "a.ini",
    line: 3,
    column: "RootPath",
    message: "RootPath is wrong",
  } as const;
  expect(formatNotice(notice)).toBe("error: a.ini:3 [RootPath]: RootPath is wrong");
});

test("what a terminal would obey is escaped, in the file name and in the message", () => {
  const file = "a\u009b31m\u202egnp.ini";
  const line = formatNotice({ severity: "warning", file, message: "one\ntwo\u001b[2J \u2066 Größe" });
  expect(line).toBe("warning: a\\u{9b}31m\\u{202e}gnp.ini: one\\u{a}two\\u{1b}[2J \\u{2066} Größe");
});
