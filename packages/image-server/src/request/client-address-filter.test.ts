import { expect, test } from "vitest";
import { admits } from "./client-address-filter.ts";

const rows: [filter: string[], address: string, admitted: boolean][] = [
  [[], "203.0.113.9", true],
  [[], "", true],
  [["127.0.0.1"], "127.0.0.1", true],
  [["127.0.0.1"], "::ffff:127.0.0.1", true],
  [["127.0.0.1"], "127.0.0.2", false],
  [["10.0.0.0/8", "192.168.1.0/24"], "192.168.1.77", true],
  [["10.0.0.0/8", "192.168.1.0/24"], "192.168.2.77", false],
  [["10.0.0.0/8"], "::1", false],
  [["2001:db8::/32"], "2001:db8:1::5", true],
  [["2001:db8::/32"], "2001:db9::5", false],
  [["::1"], "0:0:0:0:0:0:0:1", true],
  [["10.0.0.0/8"], "", false],
  [["10.0.0.0/8"], "not an address", false],
];

for (const [filter, address, admitted] of rows) {
  test(`[${filter}] ${admitted ? "admits" : "refuses"} "${address}"`, () => {
    expect(admits(filter, address)).toBe(admitted);
  });
}
