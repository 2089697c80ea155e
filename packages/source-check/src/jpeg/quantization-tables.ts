import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks('ITU-T T.81, B.2.4.1 "Quantization table-specification syntax"');

const MOST_TABLES = 4;

/**
 * Adds the numbers of the tables that a DQT segment holds; ITU-T T.81, annex B.2.4.1.
 *
 * @throws {FormatProblem} corrupt
 */
export function readQuantizationTables(data: Uint8Array, tables: Set<number>): void {
  for (let at = 0; at < data.length; ) {
    const precision = data[at]! >> 4;
    const number = data[at]! & 15;
    if (precision > 1 || number >= MOST_TABLES)
      throw corrupt(`one of its quantization tables has the number ${data[at]}`);
    at += 1 + 64 * (precision + 1);
    if (at > data.length) throw corrupt("one of its quantization tables is cut short");
    tables.add(number);
  }
}
