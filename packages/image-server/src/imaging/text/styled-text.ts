/** How a piece of text looks. */
export interface TextStyle {
  /** Name in the font map; undefined = the catalog's default font. */
  readonly font: string | undefined;
  /** Points, which are pixels: text is laid out at 72 to the inch. */
  readonly size: number;
  /** 0xRRGGBB */
  readonly color: number;
}

/** A piece of text in one style. */
export interface TextRun {
  readonly text: string;
  readonly style: TextStyle;
}

/** Where the lines of a paragraph are in the text box. */
export type Alignment = "left" | "center" | "right";

/** A paragraph; each of its lines begins after a line break. */
export interface Paragraph {
  readonly alignment: Alignment;
  /** Never empty of lines; a line without runs is as high as `style`. */
  readonly lines: readonly (readonly TextRun[])[];
  /** The style at its end. */
  readonly style: TextStyle;
}

/** RTF's own defaults: 12 points, black. */
export const DEFAULT_STYLE: TextStyle = { font: undefined, size: 12, color: 0x000000 };

/** Text without formatting: the default font, one paragraph, line breaks as they are. */
export function plainText(text: string): Paragraph[] {
  const lines = text.split(/\r\n|\r|\n/).map((line) => (line === "" ? [] : [{ text: line, style: DEFAULT_STYLE }]));
  return [{ alignment: "left", lines, style: DEFAULT_STYLE }];
}
