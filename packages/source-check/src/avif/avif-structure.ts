import { joinBytes } from "../bytes/concat.ts";
import { breaks, unsupported } from "../bytes/format-problem.ts";
import { checkDeclaredSize, type ImageHeader } from "../bytes/image-header.ts";
import type { InspectOptions } from "../bytes/inspect-options.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkOpenBitstreamUnits } from "./av1-units.ts";
import { type IsoBox, isoBoxes } from "./iso-boxes.ts";
import { type ItemLocation, readItemLocations } from "./item-locations.ts";

const corrupt = breaks('AVIF 1.1, 2 "Image items and properties" and ISO/IEC 23008-12, 6 "Image file format"');

/** A version and flags come before the content of these. */
const FULL_BOX_BYTES = 4;

/**
 * Looks at the structure of an AVIF: its boxes, that the data of every item lies inside the file, and that the picture
 * is made of whole AV1 units.
 *
 * @throws {FormatProblem}
 */
export function inspectAvif(bytes: Uint8Array, { maxPixels, strict }: InspectOptions): ImageHeader {
  const boxes = topBoxes(bytes, strict);
  const meta = boxes.find(({ type }) => type === "meta");
  // A sequence alone; the boxes of films are not looked into.
  if (meta === undefined)
    throw boxes.some(({ type }) => type === "moov")
      ? unsupported("it is an AVIF sequence")
      : corrupt("it has no items");
  const inside = [...isoBoxes(meta.data.subarray(FULL_BOX_BYTES))];
  const box = (type: string) => inside.find((each) => each.type === type)?.data;
  const [pitm, iloc] = [box("pitm"), box("iloc")];
  if (pitm === undefined || iloc === undefined) throw corrupt("it does not say where its picture is");
  const primary = primaryItem(pitm);
  const items = readItemLocations(iloc);
  const partsOf = (item: ItemLocation) => itemParts(item, bytes, box("idat"));
  for (const item of items) partsOf(item);
  const picture = items.find(({ id }) => id === primary);
  if (picture === undefined) throw corrupt("its picture has no data");
  const properties = propertiesOf(primary, box("iprp"));
  const size = properties.find(({ type }) => type === "ispe")?.data;
  if (size === undefined || size.length < 12) throw corrupt("its picture has no size");
  const view = new DataView(size.buffer, size.byteOffset, size.byteLength);
  const [width, height] = [view.getUint32(4), view.getUint32(8)];
  checkDeclaredSize(width, height, maxPixels, corrupt);
  if (properties.some(({ type }) => type === "av1C")) checkOpenBitstreamUnits(joinBytes(partsOf(picture)));
  const color = properties.find(({ type, data }) => type === "colr" && ["prof", "rICC"].includes(latin1(data, 0, 4)));
  return {
    format: "avif",
    width,
    height,
    animated: boxes.some(({ type }) => type === "moov"),
    unusual: "it is avif",
    ...(color === undefined ? {} : { profile: () => color.data.slice(4) }),
  };
}

/** What follows the last box may be anything; a box that is cut short matters only where an item is in it. */
function topBoxes(bytes: Uint8Array, strict: boolean): IsoBox[] {
  const boxes: IsoBox[] = [];
  try {
    for (const box of isoBoxes(bytes)) boxes.push(box);
  } catch (problem) {
    if (strict || !boxes.some(({ type }) => type === "meta")) throw problem;
  }
  return boxes;
}

function primaryItem(pitm: Uint8Array): number {
  const isWide = pitm[0] !== 0;
  if (pitm.length < FULL_BOX_BYTES + (isWide ? 4 : 2)) throw corrupt("it does not say which its picture is");
  const view = new DataView(pitm.buffer, pitm.byteOffset, pitm.byteLength);
  return isWide ? view.getUint32(FULL_BOX_BYTES) : view.getUint16(FULL_BOX_BYTES);
}

/** Where the data of an item is. @throws {FormatProblem} corrupt when a part of it lies outside */
function itemParts(
  { id, method, extents }: ItemLocation,
  file: Uint8Array,
  idat: Uint8Array | undefined,
): Uint8Array[] {
  if (method > 1) return [];
  const from = method === 0 ? file : (idat ?? new Uint8Array(0));
  let total = 0;
  const parts = extents.map(({ offset, length }) => {
    const end = length === 0 ? from.length : offset + length;
    if (offset > from.length || end > from.length) throw corrupt(`the data of its item ${id} lies outside`);
    total += end - offset;
    return from.subarray(offset, end);
  });
  if (total > file.length) throw corrupt(`the data of its item ${id} is longer than the file`);
  return parts;
}

/** The properties of an item, by the associations of the box `iprp`; ISO/IEC 23008-12, 9.3. */
function propertiesOf(item: number, iprp: Uint8Array | undefined): IsoBox[] {
  const boxes = [...isoBoxes(iprp ?? new Uint8Array(0))];
  const all = [...isoBoxes(boxes.find(({ type }) => type === "ipco")?.data ?? new Uint8Array(0))];
  const found: IsoBox[] = [];
  for (const { data } of boxes.filter(({ type }) => type === "ipma")) {
    for (const index of associations(data, item)) {
      const property = all[index - 1];
      if (property !== undefined) found.push(property);
    }
  }
  return found;
}

function* associations(data: Uint8Array, wanted: number): Generator<number> {
  const byte = (at: number) => {
    const value = data[at];
    if (value === undefined) throw corrupt("the properties of its items are cut short");
    return value;
  };
  const number = (at: number, bytes: number) => {
    let value = 0;
    for (let index = 0; index < bytes; index++) value = value * 256 + byte(at + index);
    return value;
  };
  const idBytes = byte(0) < 1 ? 2 : 4;
  const isWide = (byte(3) & 1) === 1;
  const count = number(4, 4);
  let at = 8;
  for (let entry = 0; entry < count; entry++) {
    const id = number(at, idBytes);
    const associated = byte(at + idBytes);
    at += idBytes + 1;
    for (let index = 0; index < associated; index++) {
      if (id === wanted) yield isWide ? number(at, 2) & 0x7fff : byte(at) & 0x7f;
      at += isWide ? 2 : 1;
    }
  }
}
