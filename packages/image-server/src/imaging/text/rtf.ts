import { type RtfToken, rtfTokens } from "./rtf-tokens.ts";
import { type Alignment, DEFAULT_STYLE, type Paragraph, type TextRun, type TextStyle } from "./styled-text.ts";

/** Groups with these words hold no text of the document. */
const SKIPPED_DESTINATIONS = new Set([
  "stylesheet",
  "info",
  "pict",
  "object",
  "header",
  "footer",
  "generator",
  "themedata",
]);

/** Control words that mean a character. */
const CHARACTERS: Readonly<Record<string, string>> = {
  tab: "    ",
  emdash: "—",
  endash: "–",
  bullet: "•",
  lquote: "‘",
  rquote: "’",
  ldblquote: "“",
  rdblquote: "”",
  emspace: "\u2003",
  enspace: "\u2002",
};

const SYMBOLS: Readonly<Record<string, string>> = { "\\": "\\", "{": "{", "}": "}", "~": "\u00a0", _: "\u2011" };

/** 0x80 to 0x9f; the rest of the code page is that of Latin-1. `TextDecoder` of Node 20 takes all of it for Latin-1. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

const ALIGNMENTS: Readonly<Record<string, Alignment>> = { ql: "left", qc: "center", qr: "right", qj: "left" };

type Destination = "text" | "fonttbl" | "colortbl" | "skipped";

/** What a group inherits from the one around it. */
interface GroupState {
  readonly destination: Destination;
  readonly fontIndex: number | undefined;
  readonly size: number;
  readonly colorIndex: number;
  readonly alignment: Alignment;
  /** How many characters replace a `\u` that a reader does not know. */
  readonly unicodeSkip: number;
}

const START: GroupState = {
  destination: "text",
  fontIndex: undefined,
  size: DEFAULT_STYLE.size,
  colorIndex: 0,
  alignment: "left",
  unicodeSkip: 1,
};

/**
 * Reads the common core of RTF: font and colour tables, font, size, colour, alignment, paragraphs, characters. Other
 * control words are ignored, as are braces without a partner.
 *
 * Specification: Rich Text Format 1.9.1; protocol reference, "Text formatting".
 */
export function parseRtf(rtf: string): Paragraph[] {
  const reader = new RtfReader();
  for (const token of rtfTokens(rtf)) reader.read(token);
  return reader.finish();
}

class RtfReader {
  readonly #outer: GroupState[] = [];
  readonly #fonts = new Map<number, string>();
  readonly #colors: (number | undefined)[] = [];
  readonly #paragraphs: Paragraph[] = [];
  #state = START;
  /** The state when the last character was written. */
  #lastWritten = START;
  #defaultFont: number | undefined;
  #lines: TextRun[][] = [[]];
  #toSkip = 0;
  #entry = { font: 0, name: "", red: 0, green: 0, blue: 0, set: false };

  read(token: RtfToken): void {
    switch (token.kind) {
      case "open":
        this.#outer.push(this.#state);
        this.#toSkip = 0;
        break;
      case "close":
        this.#closeGroup();
        break;
      case "word":
        this.#word(token.word, token.number);
        break;
      case "symbol":
        this.#symbol(token.symbol);
        break;
      case "byte":
        this.#characters(WINDOWS_1252[token.byte - 0x80] ?? String.fromCharCode(token.byte));
        break;
      case "text":
        this.#characters(token.text);
    }
  }

  finish(): Paragraph[] {
    // The closing brace has ended the group that the last paragraph's properties were in.
    this.#state = this.#lastWritten;
    if (this.#lines.length > 1 || this.#lines[0]!.length > 0) this.#endParagraph();
    return this.#paragraphs;
  }

  #closeGroup(): void {
    // The last entry of a table may lack its semicolon.
    if (this.#state.destination === "fonttbl") this.#endFont();
    this.#toSkip = 0;
    this.#state = this.#outer.pop() ?? this.#state;
  }

  #word(word: string, number: number | undefined): void {
    if (word === "fonttbl" || word === "colortbl") this.#change({ destination: word });
    else if (SKIPPED_DESTINATIONS.has(word)) this.#change({ destination: "skipped" });
    else if (this.#state.destination === "fonttbl") {
      if (word === "f") this.#entry.font = number ?? 0;
    } else if (this.#state.destination === "colortbl") this.#colorWord(word, number ?? 0);
    else if (this.#state.destination === "text") this.#textWord(word, number);
  }

  #textWord(word: string, number: number | undefined): void {
    if (word === "f") this.#change({ fontIndex: number ?? 0 });
    else if (word === "deff") this.#defaultFont = number;
    else if (word === "fs" && number !== undefined && number > 0) this.#change({ size: number / 2 });
    else if (word === "cf") this.#change({ colorIndex: number ?? 0 });
    else if (word === "plain") this.#change({ fontIndex: undefined, size: START.size, colorIndex: 0 });
    else if (word === "pard") this.#change({ alignment: "left" });
    else if (Object.hasOwn(ALIGNMENTS, word)) this.#change({ alignment: ALIGNMENTS[word]! });
    else if (word === "par") this.#endParagraph();
    else if (word === "line") this.#lines.push([]);
    else if (word === "uc") this.#change({ unicodeSkip: Math.max(0, number ?? 1) });
    else if (word === "u" && number !== undefined) this.#unicode(number);
    else if (Object.hasOwn(CHARACTERS, word)) this.#characters(CHARACTERS[word]!);
  }

  #symbol(symbol: string): void {
    if (symbol === "*") this.#change({ destination: "skipped" });
    else if (Object.hasOwn(SYMBOLS, symbol)) this.#characters(SYMBOLS[symbol]!);
    else if (symbol === "\n" || symbol === "\r") this.#word("par", undefined);
  }

  /** Numbers above 32767 are written as negative ones; surrogates come one after the other. */
  #unicode(number: number): void {
    this.#append(String.fromCharCode(number & 0xffff));
    this.#toSkip = this.#state.unicodeSkip;
  }

  #characters(text: string): void {
    const skipped = Math.min(this.#toSkip, text.length);
    this.#toSkip -= skipped;
    const rest = text.slice(skipped);
    if (rest === "") return;
    if (this.#state.destination === "text") this.#append(rest);
    else if (this.#state.destination === "fonttbl") this.#fontName(rest);
    else if (this.#state.destination === "colortbl") for (const _ of rest.matchAll(/;/g)) this.#endColor();
  }

  #fontName(text: string): void {
    for (const [index, part] of text.split(";").entries()) {
      if (index > 0) this.#endFont();
      this.#entry.name += part;
    }
  }

  #endFont(): void {
    const name = this.#entry.name.trim();
    if (name !== "") this.#fonts.set(this.#entry.font, name);
    this.#entry.name = "";
  }

  #colorWord(word: string, number: number): void {
    if (word !== "red" && word !== "green" && word !== "blue") return;
    this.#entry[word] = Math.min(255, Math.max(0, number));
    this.#entry.set = true;
  }

  #endColor(): void {
    const { red, green, blue, set } = this.#entry;
    // An empty entry, usually the first, is the default colour.
    this.#colors.push(set ? (red << 16) | (green << 8) | blue : undefined);
    this.#entry = { ...this.#entry, red: 0, green: 0, blue: 0, set: false };
  }

  #append(text: string): void {
    this.#lastWritten = this.#state;
    const style = this.#style();
    const line = this.#lines.at(-1)!;
    const last = line.at(-1);
    if (last !== undefined && isSameStyle(last.style, style)) line[line.length - 1] = { text: last.text + text, style };
    else line.push({ text, style });
  }

  #endParagraph(): void {
    this.#paragraphs.push({ alignment: this.#state.alignment, lines: this.#lines, style: this.#style() });
    this.#lines = [[]];
  }

  #style(): TextStyle {
    const { fontIndex, size, colorIndex } = this.#state;
    const font = this.#fonts.get(fontIndex ?? this.#defaultFont ?? Number.NaN);
    return { font, size, color: this.#colors[colorIndex] ?? DEFAULT_STYLE.color };
  }

  #change(change: Partial<GroupState>): void {
    this.#state = { ...this.#state, ...change };
  }
}

function isSameStyle(a: TextStyle, b: TextStyle): boolean {
  return a.font === b.font && a.size === b.size && a.color === b.color;
}
