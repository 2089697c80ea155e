import { breaks } from "../bytes/format-problem.ts";
import { latin1 } from "../bytes/latin1.ts";

const corrupt = breaks('ICC.1:2022, 8 "Required tags" and 10 "Tag type definitions"');

/** The tags of a profile by their names, each with its data. */
export type IccTags = ReadonlyMap<string, Uint8Array>;

/** Classes that convert between device colours and the connection space; ICC.1:2022, 8.3 to 8.5 and 8.7. */
const DEVICE_CLASSES = new Set(["scnr", "mntr", "prtr", "spac"]);
/** Tables that say it all by themselves; ICC.1:2022, 9.2.1 to 9.2.9. */
const TABLES = ["A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "D2B0", "D2B1", "D2B2", "D2B3"];
const TABLE_TYPES = new Set(["mft1", "mft2", "mAB ", "mBA ", "mpet"]);
/** Without a table: ICC.1:2022, 8.3.3 and 8.3.4. */
const WITHOUT_TABLE: Readonly<Record<string, readonly string[]>> = {
  "RGB ": ["rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"],
  GRAY: ["kTRC"],
};
/** Bytes of a parametric curve by its function; ICC.1:2022, table 68. */
const PARAMETRIC_BYTES = [16, 24, 28, 32, 40];

/**
 * Checks that a profile has what its class and colours need, and that this is of a type that it can have. Tables are looked
 * at no further.
 *
 * @param deviceClass as in the header, four letters
 * @param colorSpace as in the header, four letters
 * @throws {FormatProblem} corrupt
 */
export function checkIccTags(tags: IccTags, deviceClass: string, colorSpace: string): void {
  if (!DEVICE_CLASSES.has(deviceClass)) return;
  const tables = TABLES.filter((name) => tags.has(name));
  if (tables.length > 0) {
    for (const name of tables) {
      const type = latin1(tags.get(name)!, 0, 4);
      if (!TABLE_TYPES.has(type)) throw corrupt(`its tag ${JSON.stringify(name)} is of type ${JSON.stringify(type)}`);
    }
    return;
  }
  for (const name of WITHOUT_TABLE[colorSpace] ?? []) {
    const data = tags.get(name);
    if (data === undefined) throw corrupt(`its tag ${JSON.stringify(name)} is missing`);
    const isRight = name.endsWith("XYZ") ? isXyz(data) : isCurve(data);
    if (!isRight) throw corrupt(`its tag ${JSON.stringify(name)} is damaged`);
  }
}

/** ICC.1:2022, 10.31. */
function isXyz(data: Uint8Array): boolean {
  return latin1(data, 0, 4) === "XYZ " && data.length >= 20;
}

/** ICC.1:2022, 10.6 and 10.18. */
function isCurve(data: Uint8Array): boolean {
  const type = latin1(data, 0, 4);
  if (data.length < 12) return false;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (type === "curv") return 12 + view.getUint32(8) * 2 <= data.length;
  return type === "para" && data.length >= (PARAMETRIC_BYTES[view.getUint16(8)] ?? Number.POSITIVE_INFINITY);
}
