/** The smallest parts of an RTF text. */
export type RtfToken =
  | { readonly kind: "open" }
  | { readonly kind: "close" }
  /** `\word` with its number, if it has one. */
  | { readonly kind: "word"; readonly word: string; readonly number: number | undefined }
  /** `\` and one character that is no letter. */
  | { readonly kind: "symbol"; readonly symbol: string }
  /** `\'hh`: a byte in the code page. */
  | { readonly kind: "byte"; readonly byte: number }
  | { readonly kind: "text"; readonly text: string };

const TOKEN = /(\{)|(\})|\\([a-z]+)(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([^\\{}\r\n]+)|(?:[\r\n]+|\\$)/giu;

/** Whether a text is RTF: a group or a control word begins it. */
export function isRtf(text: string): boolean {
  return /^\s*(?:\{\s*)?\\[a-z*]/i.test(text);
}

/** Splits RTF into tokens; line breaks of the text itself mean nothing (RTF 1.9.1, "Conventions of an RTF reader"). */
export function* rtfTokens(text: string): Generator<RtfToken> {
  for (const [, open, close, word, number, byte, symbol, plain] of text.matchAll(TOKEN)) {
    if (open !== undefined) yield { kind: "open" };
    else if (close !== undefined) yield { kind: "close" };
    else if (word !== undefined)
      yield { kind: "word", word, number: number === undefined ? undefined : Number(number) };
    else if (byte !== undefined) yield { kind: "byte", byte: Number.parseInt(byte, 16) };
    else if (symbol !== undefined) yield { kind: "symbol", symbol };
    else if (plain !== undefined) yield { kind: "text", text: plain };
  }
}
