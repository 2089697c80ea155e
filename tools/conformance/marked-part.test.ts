import { expect, test } from "vitest";
import { withMarkedPart } from "./marked-part.ts";

test("replaces what stands between the marks, and nothing else", () => {
  const text = "a\n<!-- x -->\n\nold\n\n<!-- /x -->\nb\n";
  expect(withMarkedPart(text, "x", "new $&\n")).toBe("a\n<!-- x -->\n\nnew $&\n\n<!-- /x -->\nb\n");
});

test.each(["", "<!-- x -->", "<!-- /x --><!-- x -->"])("refuses %j", (text) => {
  expect(() => withMarkedPart(text, "x", "")).toThrow("there must be <!-- x --> and, behind it, <!-- /x -->");
});
