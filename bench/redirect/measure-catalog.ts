import type { LargeCatalogRow } from "../harness/report/results.ts";
import { RUNTIMES } from "../harness/servers/runtimes.ts";
import { measureCatalog } from "../scale/measure-catalog.ts";
import type { BenchContext } from "./bench-context.ts";

/** The size of catalog that the targets speak of; `npm run bench:scale` measures others, and more of each. */
export const LARGE_CATALOG_ROWS = 1_000_000;

/** What a large catalog costs the image server on each runtime. */
export async function measureLargeCatalogs(context: BenchContext): Promise<LargeCatalogRow[]> {
  const rows: LargeCatalogRow[] = [];
  for (const runtime of RUNTIMES) {
    try {
      const { median } = await measureCatalog(runtime, LARGE_CATALOG_ROWS, context.options.runs);
      const row = {
        runtime,
        readySeconds: median.readyMs / 1000,
        readyMB: (median.readyMiB * 2 ** 20) / 1e6,
        lookUpMicroseconds: median.hitNs / 1000,
      };
      context.tell(`catalog on ${runtime}  ${row.readySeconds.toFixed(2)} s, ${Math.round(row.readyMB)} MB`);
      rows.push(row);
    } catch (error) {
      context.skip(`catalog on ${runtime}`, error);
    }
  }
  return rows;
}
