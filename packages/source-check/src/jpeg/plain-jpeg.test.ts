import { caseBytes } from "@understudy/test-sources/case-files";
import { expect, test } from "vitest";
import { concatBytes } from "../bytes/concat.ts";
import { plainJpeg } from "./plain-jpeg.ts";

const file = caseBytes("jpeg-dnl-redundant.jpg");
const height = file.findLastIndex((byte, at) => byte === 0xff && file[at + 1] === 0xdc);
const data = file.subarray(0, height);
const segment = file.subarray(height, height + 6);
const END = Uint8Array.of(0xff, 0xd9);
const plain = concatBytes(data, END);

test.each([
  ["a height after the data", concatBytes(data, segment, END)],
  ["bytes behind it", concatBytes(data, segment, Uint8Array.of(0x45, 0x46, 0xff, 0, 0x47), END)],
  ["an end that is missing", concatBytes(data, segment)],
  ["bytes behind it, and no end", concatBytes(data, segment, Uint8Array.of(0x45, 0x46))],
  ["the height twice", concatBytes(data, segment, segment, END)],
  ["a height that reaches beyond the end", concatBytes(data, segment.with(3, 0xff))],
  ["bytes behind the end", concatBytes(data, END, Uint8Array.of(1, 2, 3))],
])("%s is left out", (_, bytes) => expect(plainJpeg(bytes)).toEqual(plain));

test("a plain file is handed back as it is", () => expect(plainJpeg(plain)).toBe(plain));
