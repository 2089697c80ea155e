import { expect, test } from "vitest";
import { parseAutocannonReport } from "./autocannon.ts";
import { parseWrkReport } from "./wrk.ts";

test("wrk's report is one line among others", () => {
  const output = `Running 1s test @ http://127.0.0.1:1/
Requests/sec:   1000.00
report {"requests":1000,"seconds":1.000100,"bytes":20300000,"p50Ms":1.500,"p99Ms":9.000,"errors":2}
`;
  expect(parseWrkReport(output)).toEqual({ requests: 1000, seconds: 1.0001, p50Ms: 1.5, p99Ms: 9, errors: 2 });
  expect(() => parseWrkReport("unable to connect")).toThrow(/unable to connect/);
});

test("autocannon counts answers that are no success apart from failed connections", () => {
  const output = JSON.stringify({
    duration: 2.01,
    requests: { total: 4000 },
    latency: { p50: 3, p99: 12 },
    errors: 1,
    non2xx: 2,
  });
  expect(parseAutocannonReport(output)).toEqual({ requests: 4000, seconds: 2.01, p50Ms: 3, p99Ms: 12, errors: 3 });
});
