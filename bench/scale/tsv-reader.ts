/**
 * Reads the file FILE with one reader of tab-separated data, READER, makes what it must make of it to find a row by its
 * id, and prints what that took as one line of JSON. Each in a process of its own, because of the memory.
 */
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { IMAGE_TABLE } from "../../packages/image-server/src/catalog/catalog-records.ts";
import { readDataTable } from "../../packages/image-server/src/catalog/data-table.ts";
import { createNoticeList } from "../../packages/image-server/src/catalog/notice-list.ts";
import { usageOf } from "../harness/servers/proc-stat.ts";
import { watchLoop } from "./event-loop.ts";

const file = process.env.FILE ?? "";
const records = new Map<string, object>();

function add([id = "", path, modifier, expiration, timeStamp, userData]: readonly string[]): void {
  // The header and the empty rest behind the last line are rows for some.
  if (id === "Id" || id === "") return;
  records.set(id, { id, path, modifier, expiration, timeStamp, userData });
}

async function csvParse(info: boolean): Promise<number> {
  const { parse } = await import("csv-parse");
  const rows = createReadStream(file).pipe(
    parse({ bom: true, encoding: "latin1", delimiter: "\t", relax_column_count: true, relax_quotes: true, info }),
  );
  for await (const row of rows) add(info ? row.record : row);
  return records.size;
}

/** Every reader with its fastest documented way, and gives the number of rows. */
const READERS: Readonly<Record<string, () => Promise<number>>> = {
  async "this server's"() {
    return (await readDataTable(file, IMAGE_TABLE, createNoticeList(file))).size;
  },
  "csv-parse": () => csvParse(false),
  "csv-parse with lines": () => csvParse(true),
  async papaparse() {
    const { default: papa } = await import("papaparse");
    await new Promise<void>((resolve, reject) => {
      papa.parse<string[]>(createReadStream(file), {
        delimiter: "\t",
        newline: "\n",
        encoding: "latin1",
        step: ({ data }) => add(data),
        complete: () => resolve(),
        error: reject,
      });
    });
    return records.size;
  },
  async udsv() {
    const { inferSchema, initParser } = await import("udsv");
    const text = (await readFile(file)).toString("latin1");
    const parser = initParser(inferSchema(text.slice(0, 4096), { col: "\t" }));
    for (const row of parser.stringArrs(text)) add(row as string[]);
    return records.size;
  },
  async "csv-simple-parser"() {
    const { default: parse } = await import("csv-simple-parser");
    for (const row of parse((await readFile(file)).toString("latin1"), { delimiter: "\t" })) add(row as string[]);
    return records.size;
  },
};

const reader = process.env.READER ?? "";
if (!Object.hasOwn(READERS, reader)) {
  console.log(JSON.stringify(Object.keys(READERS)));
} else {
  const loop = watchLoop();
  const start = performance.now();
  const rows = await READERS[reader]!();
  const ms = performance.now() - start;
  const { stallMs } = await loop.stop();
  console.log(JSON.stringify({ rows, ms, stallMs, peakMiB: usageOf(process.pid).peakBytes / 2 ** 20 }));
}
