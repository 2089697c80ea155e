/**
 * Loads a configuration's catalogs inside this process, looks ids up, loads them again after a change, and prints what
 * it measured as one line of JSON. CATALOGS names the catalog folder, ROWS the rows of `shop`.
 */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { loadCatalogs } from "../../packages/image-server/src/catalog/load-catalogs.ts";
import { median } from "../harness/report/median.ts";
import { productId } from "./catalog-file.ts";
import { cpuMs, watchLoop } from "./event-loop.ts";

const folder = process.env.CATALOGS ?? "";
const rows = Number(process.env.ROWS);
/** Short, so that most batches are not interrupted by other processes. */
const BATCH = 2_000;
const BATCHES = 200;

const configuration = { catalogRootPath: folder };
const cpuBeforeMs = cpuMs();
const loadStart = performance.now();
const first = await loadCatalogs(configuration);
const loadMs = performance.now() - loadStart;
const loadCpuMs = cpuMs() - cpuBeforeMs;

/** Nanoseconds of one look-up: the median of many batches of different ids. */
function lookUpNs(suffix: string): number {
  const catalog = first.catalogs.catalog("shop")!;
  // In no order, so that rows are not found in the processor's cache because their neighbours were just read.
  const ids = Array.from({ length: BATCH * BATCHES }, (_, index) => productId((index * 7919) % rows) + suffix);
  const found = suffix === "";
  const batches: number[] = [];
  for (let from = 0; from < ids.length; from += BATCH) {
    const batch = ids.slice(from, from + BATCH);
    const start = performance.now();
    let count = 0;
    for (const id of batch) if ((catalog.image(id) !== undefined) === found) count++;
    batches.push(((performance.now() - start) * 1e6) / BATCH);
    if (count !== BATCH) throw new Error(`${BATCH - count} look-ups were wrong`);
  }
  return median(batches);
}
const hitNs = lookUpNs("");
const missNs = lookUpNs("-not-there");

async function timed(previous: typeof first) {
  const loop = watchLoop();
  const start = performance.now();
  const loaded = await loadCatalogs(configuration, { previous });
  return { loaded, ms: performance.now() - start, ...(await loop.stop()) };
}
const unchanged = await timed(first);
appendFileSync(join(folder, "shop.tsv"), "added\tadded.jpg\n");
const changed = await timed(unchanged.loaded);
if (changed.loaded.catalogs.catalog("shop")?.image("added") === undefined) throw new Error("the change was not loaded");

console.log(
  JSON.stringify({
    loadMs,
    loadCpuMs,
    hitNs,
    missNs,
    stallMs: changed.stallMs,
    stallCpuMs: changed.stallCpuMs,
    unchangedMs: unchanged.ms,
  }),
);
