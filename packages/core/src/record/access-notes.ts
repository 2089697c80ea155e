import type { AccessNotes } from "./access-record.ts";

// In the global registry, so that two copies of this package find the same notes.
const NOTES = Symbol.for("understudy.accessNotes");

interface NoteHolder {
  [NOTES]?: AccessNotes;
}

/**
 * The notes on a request, which end up in its access record. A primary fills them in while it works:
 * `accessNotes(context).cacheUse = "CREATED"`.
 *
 * @param context the HatTip context of the request; the same object gives the same notes
 */
export function accessNotes(context: object): AccessNotes {
  const holder = context as NoteHolder;
  if (holder[NOTES] === undefined) {
    // Not enumerable: a copy of the context that goes somewhere else is not to carry them along.
    Object.defineProperty(holder, NOTES, { value: {}, configurable: true });
  }
  return holder[NOTES]!;
}
