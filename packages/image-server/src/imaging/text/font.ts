import { Buffer } from "node:buffer";
import { SourceError } from "@understudy/core";
import { FormatProblem, inspectFont, isWoff, unpackWoff } from "@understudy/source-check/decoder";
import { create, type Font as FontkitFont } from "fontkit";
import type { SourceFile } from "../../sources/source-file.ts";
import { UnsupportedError } from "../unsupported-error.ts";

/** One step of an outline, in font units, y upwards. */
export interface OutlineStep {
  readonly command: "moveTo" | "lineTo" | "quadraticCurveTo" | "bezierCurveTo" | "closePath";
  readonly args: readonly number[];
}

/** A glyph in its place on a line. */
export interface PlacedGlyph {
  /** Font units from the start of the text and from the baseline, y upwards. */
  readonly x: number;
  readonly y: number;
  /** @throws {SourceError} font-corrupt when it cannot be read */
  outline(): readonly OutlineStep[];
}

/** A text in one font, shaped: kerning, ligatures and marks are in place. All in font units. */
export interface ShapedText {
  readonly advance: number;
  readonly glyphs: readonly PlacedGlyph[];
}

/** A font that is ready to draw with. All its metrics are in font units. */
export interface Font {
  readonly unitsPerEm: number;
  /** Above the baseline. */
  readonly ascent: number;
  /** Below the baseline, usually negative. */
  readonly descent: number;
  readonly lineGap: number;
  /** @throws {SourceError} font-corrupt when the text's glyphs cannot be read */
  shape(text: string): ShapedText;
}

/**
 * Opens a TrueType or OpenType font, also in a WOFF container.
 *
 * @throws {SourceError} font-corrupt
 * @throws {UnsupportedError} for WOFF2, collections and bitmap fonts
 */
export function openFont(file: SourceFile): Font {
  return guarded(file, () => {
    const bytes = isWoff(file.bytes) ? unpackWoff(file.bytes) : file.bytes;
    inspectFont(bytes);
    const { buffer, byteOffset, byteLength } = bytes;
    const font = create(Buffer.from(buffer, byteOffset, byteLength)) as FontkitFont;
    const { unitsPerEm, ascent, descent, lineGap } = font;
    // Layout asks for each piece of a text several times.
    const shaped = new Map<string, ShapedText>();
    const shapeOnce = (text: string): ShapedText => {
      const known = shaped.get(text) ?? guarded(file, () => shape(font, text, file));
      shaped.set(text, known);
      return known;
    };
    return { unitsPerEm, ascent, descent, lineGap, shape: shapeOnce };
  });
}

function shape(font: FontkitFont, text: string, file: SourceFile): ShapedText {
  const run = font.layout(text);
  let advance = 0;
  const glyphs = run.glyphs.map((glyph, index): PlacedGlyph => {
    const position = run.positions[index]!;
    const placed = {
      x: advance + position.xOffset,
      y: position.yOffset,
      outline: () => guarded(file, () => glyph.path.commands),
    };
    advance += position.xAdvance;
    return placed;
  });
  if (!Number.isFinite(advance)) throw new RangeError("the advance width is not a number");
  return { advance, glyphs };
}

/** The font's structure is sound, so whatever the library stumbles over is damage inside its tables. */
function guarded<T>(file: SourceFile, use: () => T): T {
  try {
    return use();
  } catch (problem) {
    if (problem instanceof FormatProblem && problem.kind === "unsupported") {
      throw new UnsupportedError(`The font is not supported: ${problem.message}.`, file.name);
    }
    const reason = problem instanceof FormatProblem ? problem.message : "its glyphs cannot be read";
    const message = `The font ${file.name} is damaged: ${reason}.`;
    throw new SourceError("font-corrupt", { message, source: file.name, cause: problem });
  }
}
