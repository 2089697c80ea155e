import { describe, expect, it } from "vitest";
import type { Font } from "./font.ts";
import { parseRtf } from "./rtf.ts";
import { plainText } from "./styled-text.ts";
import { layOutText } from "./text-layout.ts";

/** A font whose glyphs are all half as wide as they are high. */
const font: Font = {
  unitsPerEm: 1000,
  ascent: 800,
  descent: -200,
  lineGap: 100,
  shape: (text) => ({ advance: text.length * 500, glyphs: [] }),
};
const layOut = (rtf: string, width = 0, height = 0) =>
  layOutText(parseRtf(`{\\rtf1 ${rtf}}`), { width, height }, () => font);
const places = (rtf: string, width = 0) =>
  layOut(rtf, width).runs.map(({ x, baseline, shaped }) => [x, baseline, shaped.advance / 500]);

describe("layOutText", () => {
  it("makes the box as large as the text", () => {
    // 12 points: 10 characters of 6 pixels; a line of 13.2.
    expect(layOutText(plainText("0123456789\nabc"), { width: 0, height: 0 }, () => font).size).toEqual({
      width: 60,
      height: 27,
    });
  });

  it("puts runs of different sizes on one baseline and makes room for the largest", () => {
    const [small, large, next] = layOut("\\fs20 ab\\fs80 cd\\par\\fs20 ef").runs;
    expect([small?.baseline, large?.baseline]).toEqual([32, 32]);
    expect([small?.x, large?.x]).toEqual([0, 10]);
    expect(next?.baseline).toBe(32 + 12 + 8);
  });

  it("aligns each paragraph in the box", () => {
    expect(places("\\fs20 ab\\par\\qc cd\\par\\qr ef", 100).map(([x]) => x)).toEqual([0, 45, 90]);
  });

  it("wraps at spaces and drops the space at the break", () => {
    expect(places("\\fs20 one two three", 36).map(([, , length]) => length)).toEqual([7, 5]);
    expect(places("\\fs20 one two three", 34).map(([, , length]) => length)).toEqual([3, 3, 5]);
    expect(layOut("\\fs20 one two three", 36).size).toEqual({ width: 36, height: 22 });
  });

  it("does not break inside a word that changes its style", () => {
    expect(
      places("{\\colortbl;\\red9;}\\fs20 a bb\\cf1 bb\\cf0 b c", 30).map(([x, baseline]) => [x, baseline]),
    ).toEqual([
      [0, 8],
      [0, 19],
      [10, 19],
      [20, 19],
      [0, 30],
    ]);
  });

  it("leaves a word that is wider than the box on a line of its own", () => {
    expect(places("\\fs20 a bbbbbbbbbb c", 30).map(([x, baseline]) => [x, baseline])).toEqual([
      [0, 8],
      [0, 19],
      [0, 30],
    ]);
  });

  it("keeps the height that is asked for", () => {
    expect(layOut("\\fs20 a", 50, 200).size).toEqual({ width: 50, height: 200 });
  });

  it("makes an empty text one pixel large", () => {
    expect(layOut("").size).toEqual({ width: 1, height: 1 });
  });
});
