import { breaks } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";

const corrupt = breaks('ISO/IEC 14496-12, 4.2 "Object structure"');

/** A box of an ISO base media file. */
export interface IsoBox {
  readonly type: string;
  /** Its content, without the header. */
  readonly data: Uint8Array;
}

/**
 * The boxes of a file or of a box, one after another.
 *
 * @throws {FormatProblem} corrupt for a box that reaches beyond the end
 */
export function* isoBoxes(bytes: Uint8Array): Generator<IsoBox> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    if (at + 8 > bytes.length) throw corrupt("its last box is cut short");
    const short = view.getUint32(at);
    const header = short === 1 ? 16 : 8;
    if (at + header > bytes.length) throw corrupt("its last box is cut short");
    // 0 = to the end of the file.
    const length = short === 0 ? bytes.length - at : short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    const type = latin1(bytes, at + 4, at + 8);
    if (length < header || at + length > bytes.length) {
      throw corrupt(`its box ${JSON.stringify(type)} at ${at} reaches beyond the end`);
    }
    yield { type, data: bytes.subarray(at + header, at + length) };
    at += length;
  }
}
