import { SourceError } from "@understudy/core";
import { FormatProblem, inspectFont, unpackFont } from "@understudy/source-check/decoder";
import * as hb from "harfbuzzjs";
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
  shape(text: string): ShapedText;
}

/**
 * Opens a TrueType or OpenType font, also in a WOFF container or as the first of a collection. HarfBuzz shapes and draws: it
 * reads every lookup of OpenType and AAT, and ends with any font.
 *
 * @throws {SourceError} font-corrupt
 * @throws {UnsupportedError} for a font without outlines and for containers that are not read
 */
export function openFont(file: SourceFile): Font {
  const face = new hb.Face(new hb.Blob(soundFont(file)), 0);
  const font = new hb.Font(face);
  const { upem } = face;
  const { ascender, descender, lineGap } = font.hExtents();
  // Layout asks for each piece of a text several times.
  const shaped = new Map<string, ShapedText>();
  const shapeOnce = (text: string): ShapedText => {
    const known = shaped.get(text) ?? shape(font, text);
    shaped.set(text, known);
    return known;
  };
  return { unitsPerEm: upem, ascent: ascender, descent: descender, lineGap, shape: shapeOnce };
}

function shape(font: hb.Font, text: string): ShapedText {
  const buffer = new hb.Buffer();
  buffer.addText(text);
  buffer.guessSegmentProperties();
  hb.shape(font, buffer);
  let advance = 0;
  const positions = buffer.getGlyphPositions();
  const glyphs = buffer.getGlyphInfos().map(({ codepoint: glyph }, index): PlacedGlyph => {
    const position = positions[index]!;
    const placed = {
      x: advance + position.xOffset,
      y: position.yOffset,
      outline: () => font.glyphToJson(glyph).map(outlineStep),
    };
    advance += position.xAdvance;
    return placed;
  });
  return { advance, glyphs };
}

/** By the letters of SVG paths, all of them absolute. */
const COMMANDS: Readonly<Record<string, OutlineStep["command"]>> = {
  M: "moveTo",
  L: "lineTo",
  Q: "quadraticCurveTo",
  C: "bezierCurveTo",
  Z: "closePath",
};

function outlineStep({ type, values }: hb.SvgPathCommand): OutlineStep {
  const command = COMMANDS[type];
  if (command === undefined) throw new Error(`an outline has the unknown step ${type}`);
  return { command, args: values };
}

/** The bytes of a font that was found sound, out of its container. */
function soundFont(file: SourceFile): Uint8Array {
  try {
    const bytes = unpackFont(file.bytes);
    inspectFont(bytes);
    return bytes;
  } catch (problem) {
    if (!(problem instanceof FormatProblem)) throw problem;
    if (problem.kind === "unsupported") {
      throw new UnsupportedError(`The font is not supported: ${problem.message}.`, file.name);
    }
    const message = `The font ${file.name} is damaged: ${problem.message}.`;
    throw new SourceError("font-corrupt", { message, source: file.name, cause: problem });
  }
}
