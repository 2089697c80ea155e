/**
 * What a failed attempt to get a source means for it (X01, X22):
 * `missing`, it is not there; `unreadable`, it is there, or may be, and cannot be read; `overloaded`, the server or the
 * store has run out of something, so nothing is known about the source; `unsupported`, a decoder does not take it.
 */
export type SourceFailure = "missing" | "unreadable" | "overloaded" | "unsupported";
