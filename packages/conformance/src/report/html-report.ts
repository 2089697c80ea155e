import type { ConformanceOutcome } from "../runner/result.ts";
import { htmlDetails } from "./html-details.ts";
import { htmlMatrix } from "./html-matrix.ts";
import { STYLE } from "./html-style.ts";
import { html } from "./html-text.ts";

/** The texts around the matrix. */
export interface HtmlReportOptions {
  /** @default "Redirect on error: conformance", with the server's name when there is one server */
  readonly title?: string;
  /** HTML behind the first paragraph. @default nothing */
  readonly introduction?: string;
}

const LEGEND = `<p>Each cell: required cases that pass, of those that apply to the server.
<span class="kept">✓ all</span>, <span class="gaps">~ all but known gaps</span>,
<span class="broken">✗ not all</span>, <span class="not-tried">– none could be tried</span>.
Follow an underlined cell to what was expected and what came.</p>`;

/** A page of its own with the matrix of rules by servers, and behind each cell what did not pass. */
export function htmlReport(all: readonly ConformanceOutcome[], options: HtmlReportOptions = {}): string {
  const ofOne = all.length === 1 ? `: ${all[0]!.name}` : "";
  const title = options.title ?? `Redirect on error: conformance${ofOne}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${html(title)}</h1>
${options.introduction ?? ""}
${LEGEND}
${htmlMatrix(all)}
${all.map(htmlDetails).join("\n")}
</body>
</html>
`;
}
