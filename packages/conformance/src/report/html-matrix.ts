import { RULE_TEXTS } from "../format/rule-texts.ts";
import { RULE_IDS, type RuleId } from "../format/rules.ts";
import type { ConformanceOutcome } from "../runner/result.ts";
import { cellId, html } from "./html-text.ts";
import { type RuleState, type RuleSummary, summariseRules } from "./rule-summary.ts";

/** What a cell shows beside its numbers, so that it does not depend on colour alone. */
export const STATE_MARKS: Readonly<Record<RuleState, string>> = {
  kept: "✓",
  gaps: "~",
  broken: "✗",
  "not-tried": "–",
};

/** The table of rules by servers. A cell with anything to say is a link to where it is said. */
export function htmlMatrix(all: readonly ConformanceOutcome[]): string {
  const summaries = all.map((results) => new Map(summariseRules(results).map((one) => [one.rule, one])));
  const rules = RULE_IDS.filter((rule) => summaries.some((byRule) => byRule.has(rule)));
  const heads = all.map(
    ({ name, runtime }) => `<th scope="col">${html(name)}${runtime ? `<br><small>${html(runtime)}</small>` : ""}</th>`,
  );
  const rows = rules.map(
    (rule) => `<tr>${ruleHead(rule)}${summaries.map((byRule, server) => cell(server, byRule.get(rule))).join("")}</tr>`,
  );
  return `<div class="scroll"><table>
<thead><tr><th scope="col">Rule</th>${heads.join("")}</tr></thead>
<tbody>
${rows.join("\n")}
</tbody></table></div>`;
}

function ruleHead(rule: RuleId): string {
  return `<th scope="row"><b>${rule}</b><span>${html(RULE_TEXTS[rule])}</span></th>`;
}

function cell(server: number, summary: RuleSummary | undefined): string {
  if (!summary) return "<td></td>";
  const { state, passed, required, rule, notPassed } = summary;
  const text = state === "not-tried" ? STATE_MARKS[state] : `${STATE_MARKS[state]} ${passed}/${required}`;
  const shown = notPassed.length === 0 ? text : `<a class="cell" href="#${cellId(server, rule)}">${text}</a>`;
  return `<td class="${state}">${shown}</td>`;
}
