import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { htmlReport } from "@understudy/conformance";
import { markdownMatrix } from "./markdown-matrix.ts";
import { withMarkedPart } from "./marked-part.ts";
import { readResults } from "./read-results.ts";
import { REPOSITORY } from "./repository.ts";
import { casesOfRule, RULES_WITH_CASES } from "./rule-cases.ts";
import { serverLines } from "./server-lines.ts";

const INTRODUCTION = `<p>An image server that cannot open or read the source of a request sends the request to a second server itself:
<em>redirect on error</em>. Each column is a server that ran the same cases, over real sockets but for the in-process one.
Express, Hono and the apps serve the same image server through the library; nginx is configured for the same job as well as it can be,
with <code>error_page</code> and the catalogs as maps.</p>`;

/** Every file that is rendered, by its path in the repository, as it should be. */
export async function renderedFiles(): Promise<readonly (readonly [path: string, text: string])[]> {
  const all = [...(await readResults()).values()];
  const readme = await readFile(join(REPOSITORY, "README.md"), "utf8");
  const matrix = await readFile(join(REPOSITORY, "docs/conformance.md"), "utf8");
  const rules = await readFile(join(REPOSITORY, "docs/rules.md"), "utf8");
  return [
    ["README.md", withMarkedPart(readme, "conformance results", serverLines(all))],
    ["docs/conformance.md", withMarkedPart(matrix, "conformance matrix", markdownMatrix(all))],
    [
      "docs/conformance.html",
      htmlReport(all, { title: "Redirect on error: who keeps which rule", introduction: INTRODUCTION }),
    ],
    [
      "docs/rules.md",
      RULES_WITH_CASES.reduce((text, rule) => withMarkedPart(text, `cases of ${rule}`, casesOfRule(rule)), rules),
    ],
  ];
}
