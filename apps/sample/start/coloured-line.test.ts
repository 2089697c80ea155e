import { expect, test } from "vitest";
import { colouredLine } from "./coloured-line.ts";

test("the server's name, an error's status and REMOTE stand out", () => {
  expect(colouredLine("primary   | 404 REMOTE - 3 ms")).toBe(
    "\u001b[36mprimary\u001b[0m   | \u001b[31m404\u001b[0m \u001b[32mREMOTE\u001b[0m - 3 ms",
  );
  expect(colouredLine("secondary | 200 CREATED - 3 ms")).toBe("\u001b[35msecondary\u001b[0m | 200 CREATED - 3 ms");
});
