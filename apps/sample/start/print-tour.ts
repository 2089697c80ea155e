import { TOUR } from "../tour.ts";

/** The lines that `npm start` prints once all servers listen: what is running, then one line for each rule. */
export function tourLines(
  primary: { readonly url: string; readonly pid: number | undefined },
  secondary: { readonly url: string; readonly pid: number | undefined },
  unaided: { readonly url: string; readonly pid: number | undefined },
): string[] {
  const lines = [
    `primary    ${primary.url}  (process ${primary.pid}), sources in apps/sample/data/primary, some of them broken`,
    `secondary  ${secondary.url}  (process ${secondary.pid}), sources in apps/sample/data/secondary, all whole`,
    `unaided    ${unaided.url}  (process ${unaided.pid}), the primary's sources, redirect on error off, to compare with`,
    "",
    `the shop   ${primary.url}/${galleryQuery(unaided.url)}`,
    "",
  ];
  for (const { rule, server, path, expect } of TOUR) {
    // Spaces and braces would end the address where a terminal looks for links.
    const address = new URL(path, (server === "primary" ? primary : secondary).url).href
      .replaceAll("{", "%7B")
      .replaceAll("}", "%7D")
      .replaceAll("\\", "%5C");
    lines.push(`${rule}  ${address}  ${expect}`);
  }
  const { pid } = secondary;
  lines.push(
    `R14  ${primary.url}/is/image/shop/mug-rust?wid=803  after "kill -STOP ${pid}": an error after 10 seconds, socketTimeout`,
    `R15  ${primary.url}/is/image/outlet/clock-brass?wid=803  the same: a text error, not the default image; "kill -CONT ${pid}" ends it`,
    "",
    "Access log: status, cache use, peer server, time, size. Ctrl-C ends all servers.",
  );
  return lines;
}

function galleryQuery(unaidedUrl: string): string {
  return unaidedUrl === "http://127.0.0.1:8082" ? "" : `?unaided=${encodeURIComponent(unaidedUrl)}`;
}
