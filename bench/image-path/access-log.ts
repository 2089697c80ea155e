/**
 * What a line of the access log costs, in CPU time: formatting a record in a few patterns, against `JSON.stringify` of
 * the same record, and writing lines to a file at several rates.
 *
 *   node -C @understudy/source --import tsx bench/image-path/access-log.ts
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type AccessRecord,
  createPatternFormatter,
  DEFAULT_ACCESS_LOG_PATTERN,
  formatJsonRecord,
} from "@understudy/core";
import { createAccessLog } from "../../packages/image-server/src/access-log/access-log.ts";
import { median } from "../harness/report/median.ts";
import { textTable } from "../harness/report/text-table.ts";

const RECORDS = 20_000;
const BATCHES = 15;
const WARM_UP_BATCHES = 3;
const WRITING_SECONDS = 2;

/** What is common in a log: most fields are there, nothing but the URL has anything to be escaped. */
const records: readonly AccessRecord[] = Array.from({ length: RECORDS }, (_, index) => recordOf(index));

const formatters: Record<string, (record: AccessRecord) => string> = {
  "JSON.stringify": (record) => JSON.stringify(record),
  "default pattern": createPatternFormatter(DEFAULT_ACCESS_LOG_PATTERN),
  "common log format": createPatternFormatter('%a - - %t "%r" %s %b'),
  "one variable": createPatternFormatter("%s"),
  "JSON lines": formatJsonRecord,
};

const figures = Object.keys(formatters).map((name) => ({ name, runs: [] as number[] }));
for (let batch = 0; batch < BATCHES + WARM_UP_BATCHES; batch++) {
  for (const { name, runs } of figures) {
    const format = formatters[name]!;
    const figure = nanosecondsOf(() => {
      let length = 0;
      for (const record of records) length += format(record).length;
      if (length === 0) throw new Error(`${name} has written nothing`);
    }, RECORDS);
    if (batch >= WARM_UP_BATCHES) runs.push(figure);
  }
}
const ceiling = median(figures[0]!.runs);
console.log(
  `Formatting, CPU time, medians of ${BATCHES}\n\n${textTable(
    [
      { heading: "formatter", cell: ({ name }) => name },
      { heading: "ns/record", cell: ({ runs }) => Math.round(median(runs)) },
      { heading: "of JSON.stringify", cell: ({ runs }) => (median(runs) / ceiling).toFixed(2) },
    ],
    figures,
  )}\n`,
);

const line = createPatternFormatter(DEFAULT_ACCESS_LOG_PATTERN)(records[0]!);
const rows = [];
for (const perSecond of [1_000, 10_000, 100_000]) {
  const withoutLog = await secondsOfCpu(perSecond, () => {});
  rows.push({
    perSecond,
    cpuNs: ((await secondsOfLog(perSecond)) - withoutLog) * (1e9 / (perSecond * WRITING_SECONDS)),
  });
}
console.log(
  `Writing lines of ${line.length} bytes to a file, less what the same loop needs without a log\n\n${textTable(
    [
      { heading: "lines/s", cell: (row) => row.perSecond },
      { heading: "CPU ns/line", cell: (row) => Math.round(row.cpuNs) },
    ],
    rows,
  )}`,
);

async function secondsOfLog(perSecond: number): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), "bench-access-log-"));
  const log = createAccessLog({ directory });
  try {
    const seconds = await secondsOfCpu(perSecond, () => log.write(line));
    await log.close();
    const sizes = (await readdir(directory)).map((file) => statSync(join(directory, file)).size);
    const size = sizes.reduce((sum, one) => sum + one, 0);
    if (size !== perSecond * WRITING_SECONDS * (line.length + 1)) throw new Error(`the log has ${size} bytes`);
    return seconds;
  } finally {
    await log.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** CPU time of writing at a pace, a little every millisecond. */
async function secondsOfCpu(perSecond: number, write: () => void): Promise<number> {
  const before = process.cpuUsage();
  const startedMs = performance.now();
  for (let written = 0; written < perSecond * WRITING_SECONDS; ) {
    await delay(1);
    const due = Math.min(WRITING_SECONDS, (performance.now() - startedMs) / 1000) * perSecond;
    for (; written < due; written++) write();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function nanosecondsOf(work: () => void, times: number): number {
  const { user, system } = process.cpuUsage();
  work();
  const after = process.cpuUsage();
  return ((after.user + after.system - user - system) * 1000) / times;
}

function recordOf(index: number): AccessRecord {
  const fields = new Map([
    ["host", "images.example:8080"],
    ["referer", `https://shop.example/chairs/${index % 1000}?colour=red`],
    ["x-forwarded-for", "203.0.113.7, 198.51.100.2"],
    ["if-none-match", '"5f3c-1a2b3c4d"'],
  ]);
  const get = (name: string) => fields.get(name.toLowerCase()) ?? null;
  return {
    cacheUse: "REMOTE",
    processingStatus: 0,
    startedAtMs: Date.UTC(2026, 0, 2, 3, 4, 5) + index / 5,
    totalTimeMs: 3 + (index % 40) / 8,
    sendTimeMs: 1.25,
    clientAddress: "203.0.113.7",
    method: "GET",
    scheme: "http",
    authority: "images.example:8080",
    target: `/is/image/shop/red%20chair-${index}?wid=400&hei=300&fmt=jpeg&qlt=85`,
    status: 200,
    bodyBytes: 20_000 + (index % 100),
    complete: true,
    peerServer: "-",
    contentType: "image/jpeg",
    context: "shop",
    rootId: "shop",
    requestType: "img",
    exception: "image-not-on-disk",
    pathBasedAccess: false,
    parseTimeMs: 0.2,
    overlap: 12,
    requestHeaders: { get },
    responseHeaders: { get },
    redirect: { outcome: "remote", code: "image-not-on-disk", reason: "R01" },
  };
}
