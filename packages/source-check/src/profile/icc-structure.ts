import { breaks, unsupported } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";
import { checkIccTags } from "./icc-tags.ts";

const corrupt = breaks('ICC.1:2022, 7.2 "Profile header" and 7.3 "Tag table"');

const HEADER_BYTES = 128;
const TAG_BYTES = 12;
/** More tags than any profile has; a wrong count would else make the table look merely long. */
const MOST_TAGS = 200;
/** LittleCMS reads versions 2 and 4; 5 is iccMAX, another format. */
const NEWEST_VERSION = 4;
const ICCMAX_VERSION = 5;

/** ICC.1:2022, table 19, with the spaces of 2 to 15 colours. */
const COLOR_SPACE = /^(?:XYZ |Lab |Luv |YCbr|Yxy |LMS |RGB |GRAY|HSV |HLS |CMYK|CMY |[2-9A-F]CLR|MCH[1-9A-F]|nmcl)$/;
/** Profiles that convert to and from something; ICC.1:2022, table 18. */
const CLASSES = new Set(["scnr", "mntr", "prtr", "link", "spac", "abst", "nmcl"]);

/** The parts of a profile's header that decide how it can be used. */
export interface IccHeader {
  /** `RGB`, `GRAY`, `CMYK`, … */
  readonly colorSpace: string;
  /** The length that the profile says it has; what follows is not part of it. */
  readonly sizeBytes: number;
}

/**
 * Checks what can be checked of an ICC profile without using it: signature, size, that every tag lies inside, and that
 * those are there which its colours need (ICC.1:2022, clauses 7.2, 7.3 and 8).
 *
 * @throws {FormatProblem}
 */
export function inspectIccProfile(bytes: Uint8Array): IccHeader {
  if (bytes.length < HEADER_BYTES + 4) throw corrupt(`it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (latin1(bytes, 36, 40) !== "acsp") throw corrupt("it lacks the signature acsp");
  const sizeBytes = view.getUint32(0);
  if (sizeBytes > bytes.length) throw corrupt(`it has ${bytes.length} of ${sizeBytes} bytes`);
  if (bytes[8]! > ICCMAX_VERSION) throw corrupt(`it claims version ${bytes[8]}`);
  if (bytes[8]! > NEWEST_VERSION) throw unsupported(`it has version ${bytes[8]}`);
  const colorSpace = latin1(bytes, 16, 20);
  if (!COLOR_SPACE.test(colorSpace)) throw corrupt(`its colour space is ${JSON.stringify(colorSpace)}`);
  if (!CLASSES.has(latin1(bytes, 12, 16))) throw corrupt(`its class is ${JSON.stringify(latin1(bytes, 12, 16))}`);
  const tags = view.getUint32(HEADER_BYTES);
  const tableEnd = HEADER_BYTES + 4 + tags * TAG_BYTES;
  if (tags === 0 || tags > MOST_TAGS || tableEnd > sizeBytes) throw corrupt(`it claims ${tags} tags`);
  const found = new Map<string, Uint8Array>();
  for (let at = HEADER_BYTES + 4; at < tableEnd; at += TAG_BYTES) {
    const start = view.getUint32(at + 4);
    const end = start + view.getUint32(at + 8);
    if (start < tableEnd || end > sizeBytes) {
      throw corrupt(`its tag ${JSON.stringify(latin1(bytes, at, at + 4))} lies outside`);
    }
    const name = latin1(bytes, at, at + 4);
    if (!found.has(name)) found.set(name, bytes.subarray(start, end));
  }
  checkIccTags(found, latin1(bytes, 12, 16), colorSpace);
  return { colorSpace: colorSpace.trim(), sizeBytes };
}
