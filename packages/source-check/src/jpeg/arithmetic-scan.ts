import { breaks } from "../bytes/format-problem.ts";

const corrupt = breaks(
  'ITU-T T.81, B.1.1.5 "Entropy-coded data segments" and E.1.4 "Control procedure for encoding a restart interval"',
);

/**
 * Looks at the data of an arithmetic-coded scan: its restart markers come in their order, and a marker follows it. What
 * the codes say cannot break a rule: any bits decode to something (annex D), and an encoder may leave zeros at the end
 * out.
 *
 * @param at where the data begins
 * @throws {FormatProblem} corrupt
 */
export function checkArithmeticScan(bytes: Uint8Array, at: number): void {
  let restarts = 0;
  let from = at;
  for (;;) {
    const marker = bytes.indexOf(0xff, from);
    if (marker === -1 || marker + 1 >= bytes.length) throw corrupt("its data ends without a marker");
    const code = bytes[marker + 1]!;
    from = marker + 1;
    if (code === 0xff) continue;
    if (code !== 0 && (code < 0xd0 || code > 0xd7)) return;
    if (code !== 0 && code !== 0xd0 + (restarts++ % 8)) throw corrupt("a restart marker in its data is missing");
  }
}
