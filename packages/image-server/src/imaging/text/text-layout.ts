import type { Size } from "../view/view-geometry.ts";
import type { Font, ShapedText } from "./font.ts";
import type { Paragraph, TextRun, TextStyle } from "./styled-text.ts";

/** A shaped piece of text and where its baseline begins, in pixels from the box's top left corner, y downwards. */
export interface PlacedRun {
  readonly shaped: ShapedText;
  readonly color: number;
  readonly x: number;
  readonly baseline: number;
  /** Pixels per font unit. */
  readonly scale: number;
}

/** A text with every piece in its place. */
export interface TextLayout {
  /** Of the text box. */
  readonly size: Size;
  readonly runs: readonly PlacedRun[];
}

/** Gives the font of a style; it is loaded already. */
export type FontLookup = (style: TextStyle) => Font;

/** The size that a text box is to have; 0 = as large as the text. */
export interface BoxLimits {
  readonly width: number;
  readonly height: number;
}

/** A line with its metrics in pixels. */
interface Line {
  readonly runs: readonly TextRun[];
  readonly paragraph: Paragraph;
  readonly width: number;
}

/**
 * Lays a text out: wraps its lines at spaces when the box has a width, puts all runs of a line on one baseline and
 * aligns each line in the box. A word that is wider than the box is not broken; what falls outside is cut off.
 */
export function layOutText(paragraphs: readonly Paragraph[], limits: BoxLimits, fontOf: FontLookup): TextLayout {
  const lines = paragraphs.flatMap((paragraph) =>
    paragraph.lines
      .flatMap((runs) => (limits.width === 0 ? [runs] : wrap(runs, limits.width, fontOf)))
      .map((runs): Line => ({ runs, paragraph, width: widthOf(runs, fontOf) })),
  );
  const boxWidth = limits.width || Math.max(1, Math.ceil(Math.max(0, ...lines.map(({ width }) => width))));
  const placed: PlacedRun[] = [];
  let top = 0;
  for (const line of lines) {
    const { ascent, height } = lineMetrics(line, fontOf);
    let x = { left: 0, center: (boxWidth - line.width) / 2, right: boxWidth - line.width }[line.paragraph.alignment];
    for (const { text, style } of line.runs) {
      const font = fontOf(style);
      const scale = style.size / font.unitsPerEm;
      const shaped = font.shape(text);
      placed.push({ shaped, color: style.color, x, baseline: top + ascent, scale });
      x += shaped.advance * scale;
    }
    top += height;
  }
  return { size: { width: boxWidth, height: limits.height || Math.max(1, Math.ceil(top)) }, runs: placed };
}

/** Distance of the baseline from the top and of one line from the next, by the largest font in the line. */
function lineMetrics({ runs, paragraph }: Line, fontOf: FontLookup): { ascent: number; height: number } {
  const styles = runs.length === 0 ? [paragraph.style] : runs.map(({ style }) => style);
  let ascent = 0;
  let below = 0;
  for (const style of styles) {
    const font = fontOf(style);
    const scale = style.size / font.unitsPerEm;
    ascent = Math.max(ascent, font.ascent * scale);
    below = Math.max(below, (font.lineGap - font.descent) * scale);
  }
  return { ascent, height: ascent + below };
}

function widthOf(runs: readonly TextRun[], fontOf: FontLookup): number {
  let width = 0;
  for (const { text, style } of runs) {
    const font = fontOf(style);
    width += (font.shape(text).advance * style.size) / font.unitsPerEm;
  }
  return width;
}

/** Breaks a line at spaces, greedily; the spaces at a break are dropped. */
function wrap(runs: readonly TextRun[], width: number, fontOf: FontLookup): TextRun[][] {
  const lines: TextRun[][] = [];
  let line: TextRun[] = [];
  // Words are measured once, by themselves: measuring whole lines again and again would take the square of the time.
  let used = 0;
  for (const word of words(runs)) {
    if (line.length > 0 && used + widthOf(withoutEndSpace(word), fontOf) > width) {
      lines.push(withoutEndSpace(line));
      line = [];
      used = 0;
    }
    addWord(line, word);
    used += widthOf(word, fontOf);
  }
  lines.push(withoutEndSpace(line));
  return lines;
}

/** A line cut after each group of spaces; a word can change its style inside. */
function words(runs: readonly TextRun[]): TextRun[][] {
  const found: TextRun[][] = [];
  let word: TextRun[] = [];
  for (const { text, style } of runs) {
    for (const part of text.split(/(?<=[ \t])(?![ \t])/)) {
      word.push({ text: part, style });
      if (/[ \t]$/.test(part)) {
        found.push(word);
        word = [];
      }
    }
  }
  return word.length === 0 ? found : [...found, word];
}

/** Adds a word to a line; what has the same style becomes one run, so that it is shaped as one. */
function addWord(line: TextRun[], word: readonly TextRun[]): void {
  for (const run of word) {
    const last = line.at(-1);
    if (last?.style === run.style) line[line.length - 1] = { text: last.text + run.text, style: run.style };
    else line.push(run);
  }
}

function withoutEndSpace(line: readonly TextRun[]): TextRun[] {
  const last = line.at(-1);
  if (last === undefined) return [];
  const text = last.text.replace(/[ \t]+$/, "");
  return text === "" ? withoutEndSpace(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }];
}
