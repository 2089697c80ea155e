import { RULE_TEXTS } from "../format/rule-texts.ts";
import { evidenceLines } from "../runner/evidence.ts";
import { type CaseOutcome, type ConformanceOutcome, isAcceptable } from "../runner/result.ts";
import { cellId, html } from "./html-text.ts";
import { summariseRules } from "./rule-summary.ts";

/** The details behind the cells of one server: for each case that did not pass, what was expected and what came. */
export function htmlDetails(results: ConformanceOutcome, server: number): string {
  const { counts, name, runtime } = results;
  const sections = summariseRules(results)
    .filter(({ notPassed }) => notPassed.length > 0)
    .map(
      ({ rule, notPassed }) =>
        `<section id="${cellId(server, rule)}"><h3>${rule}: ${html(RULE_TEXTS[rule])}</h3>\n${notPassed.map(details).join("\n")}</section>`,
    );
  const passed = `${counts.pass} of ${results.cases.length} cases pass`;
  return `<h2>${html(name)}</h2>
<p>${runtime ? `Runs on ${html(runtime)}. ` : ""}${passed}.</p>
${sections.join("\n")}`;
}

function details(result: CaseOutcome): string {
  const { id, title, reason, mismatches } = result;
  const rows = mismatches.map(
    ({ where, expected, got, rules }) =>
      `<dt>${html(where)}${rules === undefined ? "" : ` <small>${rules.join(" ")}</small>`}</dt><dd>expected <code>${html(expected)}</code></dd><dd>got <code>${html(got)}</code></dd>`,
  );
  return `<details><summary><span class="${colour(result)}">${outcomeWords(result)}</span> ${html(title)} <small>${html(id)}</small></summary>
${reason === undefined ? "" : `<p>${html(reason)}</p>`}${rows.length > 0 ? `<dl>${rows.join("")}</dl>` : ""}${evidenceHtml(result)}</details>`;
}

function evidenceHtml({ evidence }: CaseOutcome): string {
  return evidence === undefined ? "" : `<pre>${html(evidenceLines(evidence).join("\n"))}</pre>`;
}

function colour(result: CaseOutcome): string {
  if (result.outcome === "skip" || result.outcome === "setup-failure") return "not-tried";
  if (result.outcome === "expected-failure") return "gaps";
  return isAcceptable(result) ? "gaps" : "broken";
}

function outcomeWords({ outcome, kind }: CaseOutcome): string {
  switch (outcome) {
    case "fail":
      return kind === "required" ? "Failed." : `Failed (${kind}).`;
    case "expected-failure":
      return "Known gap.";
    case "unexpected-pass":
      return "The known gap is gone.";
    case "setup-failure":
      return "Could not be tried.";
    case "skip":
      return "Skipped.";
    case "pass":
      return "Passed.";
  }
}
