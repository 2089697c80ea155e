import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('ISO/IEC 14496-12, 8.11.3 "The item location box"');

/** Where the data of an item is. */
export interface ItemLocation {
  readonly id: number;
  /** 0 = in the file, 1 = in the box `idat`. */
  readonly method: number;
  /** Each from an offset on; a length of 0 = all of it. */
  readonly extents: readonly { readonly offset: number; readonly length: number }[];
}

/** Reads numbers one after another, and nothing beyond the end. */
class FieldReader {
  readonly #view: DataView;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  /** A number of 0, 1, 2, 4 or 8 bytes. */
  next(bytes: number): number {
    const at = this.#at;
    this.#at += bytes;
    if (this.#at > this.#view.byteLength) throw corrupt("its item locations are cut short");
    switch (bytes) {
      case 0:
        return 0;
      case 1:
        return this.#view.getUint8(at);
      case 2:
        return this.#view.getUint16(at);
      case 4:
        return this.#view.getUint32(at);
      case 8:
        return Number(this.#view.getBigUint64(at));
      default:
        throw corrupt(`its item locations have fields of ${bytes} bytes`);
    }
  }
}

/**
 * The places of all items, as the box `iloc` has them.
 *
 * @throws {FormatProblem} corrupt
 */
export function readItemLocations(data: Uint8Array): ItemLocation[] {
  const fields = new FieldReader(data);
  const version = fields.next(4) >>> 24;
  if (version > 2) throw corrupt(`its item locations have the version ${version}`);
  const sizes = fields.next(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  const wide = version === 2 ? 4 : 2;
  const count = fields.next(wide);
  const items: ItemLocation[] = [];
  // Every item has bytes of its own, so that the end of the data ends this.
  for (let index = 0; index < count; index++) {
    const id = fields.next(wide);
    const method = version === 0 ? 0 : fields.next(2) & 15;
    fields.next(2);
    const base = fields.next(baseBytes);
    const extentCount = fields.next(2);
    const extents: { offset: number; length: number }[] = [];
    if (extentCount > 0 && offsetBytes + lengthBytes + indexBytes === 0 && extentCount > 1) {
      throw corrupt("its item locations have extents without fields");
    }
    for (let extent = 0; extent < extentCount; extent++) {
      fields.next(indexBytes);
      extents.push({ offset: base + fields.next(offsetBytes), length: fields.next(lengthBytes) });
    }
    items.push({ id, method, extents });
  }
  return items;
}
