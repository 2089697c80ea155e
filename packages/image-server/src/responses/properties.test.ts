import { parse } from "dot-properties";
import { expect, test } from "vitest";
import { writeProperties } from "./properties.ts";

const decoder = new TextDecoder();
const properties = [
  ["image.width", 400],
  ["image.mask", true],
  ["image.modifier", " a=1&b=\\x\nnext\t#ü"],
] as const;

test("text properties are read back by a properties parser", () => {
  const { bytes, contentType } = writeProperties(properties, "text", Date.UTC(2024, 0, 1));
  const text = decoder.decode(bytes);
  expect(text.startsWith("#S7Z OK\n#Mon, 01 Jan 2024 00:00:00 GMT\nimage.width=400\n")).toBe(true);
  expect(contentType).toBe("text/plain; charset=utf-8");
  expect(parse(text)).toEqual({ "image.width": "400", "image.mask": "1", "image.modifier": " a=1&b=\\x\nnext\t#ü" });
});

test("JSON properties are a call with one object", () => {
  const { bytes, contentType } = writeProperties([["a.b", "</script>"]], "json", 0);
  expect(contentType).toBe("text/javascript; charset=utf-8");
  expect(decoder.decode(bytes)).toBe('s7jsonResponse(\n{"a.b":"\\u003c/script>"},"");\n');
});
