/**
 * The characters of a text that would end its line, move a terminal's cursor or turn its reading direction, for a class
 * of a regular expression: control characters (C0, DEL, C1), line and paragraph separators, and the marks, embeddings,
 * overrides and isolates of Unicode's bidirectional algorithm (UAX #9 §2).
 */
export const TERMINAL_CHARACTERS: string = String.raw`\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069`;
