import { describe, expect, it } from "vitest";
import { parseRtf } from "./rtf.ts";
import { isRtf } from "./rtf-tokens.ts";
import { plainText } from "./styled-text.ts";

const textOf = (rtf: string) =>
  parseRtf(rtf).map(({ lines }) => lines.map((runs) => runs.map(({ text }) => text).join("")).join("\n"));
const runsOf = (rtf: string) => parseRtf(rtf).flatMap(({ lines }) => lines.flat());

const TABLES =
  "{\\rtf1\\ansi\\deff1{\\fonttbl{\\f0\\fswiss\\fcharset0 Arial;}{\\f1 Times New Roman;}}{\\colortbl;\\red255\\green0\\blue0;\\red0\\green128\\blue255;}";

describe("parseRtf", () => {
  it("reads fonts, sizes and colours of runs", () => {
    expect(runsOf(`${TABLES}\\f0\\fs48 Big {\\cf1 red} \\cf2\\f1\\fs21 blue}`)).toEqual([
      { text: "Big ", style: { font: "Arial", size: 24, color: 0x000000 } },
      { text: "red", style: { font: "Arial", size: 24, color: 0xff0000 } },
      { text: " ", style: { font: "Arial", size: 24, color: 0x000000 } },
      { text: "blue", style: { font: "Times New Roman", size: 10.5, color: 0x0080ff } },
    ]);
  });

  it("takes the document's default font, and none when there is none", () => {
    expect(runsOf(`${TABLES} text}`)[0]?.style.font).toBe("Times New Roman");
    expect(runsOf("{\\rtf1 text}")[0]?.style).toEqual({ font: undefined, size: 12, color: 0 });
    expect(runsOf("{\\rtf1\\f7 text}")[0]?.style.font).toBeUndefined();
  });

  it("reads a font table without inner groups", () => {
    expect(runsOf("{\\rtf1{\\fonttbl\\f0 Arial;\\f3 Open Sans;}\\f3 text}")[0]?.style.font).toBe("Open Sans");
  });

  it("ignores control words that are names of every object", () => {
    const [run] = runsOf("{\\rtf1\\constructor\\toString text}");
    expect(run).toMatchObject({ text: expect.stringContaining("text") });
    expect(parseRtf("{\\rtf1\\constructor text}")[0]?.alignment).toBe("left");
  });

  it("resets to plain", () => {
    const [, plain] = runsOf(`${TABLES}\\f0\\fs48\\cf1 a\\plain b}`);
    expect(plain?.style).toEqual({ font: "Times New Roman", size: 12, color: 0 });
  });

  it("separates paragraphs and lines and aligns them", () => {
    const paragraphs = parseRtf("{\\rtf1\\qc one\\par\\qr two\\line three\\par\\pard four}");
    expect(paragraphs.map(({ alignment, lines }) => [alignment, lines.length])).toEqual([
      ["center", 1],
      ["right", 2],
      ["left", 1],
    ]);
    expect(textOf("{\\rtf1 a\\par\\par b}")).toEqual(["a", "", "b"]);
  });

  it.each([
    ["escapes", "a \\{b\\} \\\\ c", "a {b} \\ c"],
    ["bytes of the code page", "caf\\'e9 \\'80 \\'93x\\'94", "café € “x”"],
    ["Unicode, skipping what stands in for it", "\\u8364? \\u233\\'e9!", "€ é!"],
    ["Unicode above 32767", "\\u-10179?\\u-9216?", "\u{1f400}"],
    ["other lengths of stand-ins", "\\uc2\\u8364EUR!{\\uc0\\u8364 x}", "€R!€x"],
    ["named characters", "a\\endash b\\bullet\\~c\\rquote s", "a–b•\u00a0c’s"],
    ["control words that it does not know", "\\b bold\\b0  \\i\\expnd4 it\\ulnone", "bold it"],
    ["line breaks of the source", "a\r\nb\nc", "abc"],
    ["groups that are no text", "a{\\*\\generator Word 7;}{\\info{\\author Me}}{\\pict 0101}b", "ab"],
  ])("reads %s", (_, rtf, text) => expect(textOf(`{\\rtf1 ${rtf}}`).join("|")).toBe(text));

  it.each(["{\\rtf1 text", "\\rtf1 text}}}}", "{\\rtf1 text}\\", "{{{{\\rtf1 text"])("copes with %s", (rtf) => {
    expect(textOf(rtf)).toEqual(["text"]);
  });

  it("copes with deep nesting and with long texts", () => {
    expect(textOf(`{\\rtf1 ${"{".repeat(20_000)}deep`)).toEqual(["deep"]);
    expect(textOf(`{\\rtf1 ${"word ".repeat(20_000)}}`)[0]).toHaveLength(100_000);
  });
});

it("tells RTF from plain text", () => {
  for (const rtf of ["{\\rtf1 a}", " {\\fonttbl{\\f0 A;}}\\f0 a", "\\fs40 a"]) expect(isRtf(rtf)).toBe(true);
  for (const plain of ["", "Hello", "{not rtf}", "50 \\ 50", "C:\\dir"]) expect(isRtf(plain)).toBe(false);
});

it("keeps the line breaks of plain text", () => {
  expect(plainText("a\r\n\nb")[0]?.lines.map((runs) => runs.map(({ text }) => text))).toEqual([["a"], [], ["b"]]);
});
