import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ALL_CASES, RULE_IDS } from "@understudy/conformance";
import { describe, expect, test } from "vitest";
import { COLUMNS } from "./columns.ts";
import { readResults } from "./read-results.ts";
import { renderedFiles } from "./rendered-files.ts";
import { REPOSITORY } from "./repository.ts";

const results = await readResults();

test.each(await renderedFiles())(
  "%s is what the results and cases say; else run: node -C @understudy/source --import tsx tools/conformance/render.ts",
  async (path, text) => {
    expect(await readFile(join(REPOSITORY, path), "utf8")).toBe(text);
  },
);

test("there are results of every column", () => {
  expect([...results.keys()]).toEqual(COLUMNS.map(({ id }) => id));
});

describe.each([...results])("docs/conformance/%s.json", (id, { cases, ok }) => {
  test("has the cases of today, with their rules", () => {
    const asListed = cases.map(({ id: caseId, kind, rules, title }) => ({ id: caseId, kind, rules, title }));
    expect(asListed).toEqual(
      ALL_CASES.map(({ id: caseId, kind, rules, title }) => ({ id: caseId, kind, rules, title })),
    );
  });

  test("has known gaps where the column's list has them, and is otherwise as it must be", () => {
    const { options, mustPass } = COLUMNS.find((column) => column.id === id)!;
    const listed = (options.knownGaps ?? []).map((gap) => gap.id);
    const found = cases.filter(({ outcome }) => outcome === "expected-failure").map((result) => result.id);
    expect(found.sort()).toEqual([...listed].sort());
    if (mustPass) expect(ok).toBe(true);
  });

  test("tells nothing that belongs to one run or machine", () => {
    expect(JSON.stringify(cases)).not.toMatch(/127\.0\.0\.1:\d|\/tmp\/|durationMs|startedAt|"\d+ ms"/);
  });
});

test("every rule has its text, its source, its files and at least one case in docs/rules.md", async () => {
  const text = await readFile(join(REPOSITORY, "docs/rules.md"), "utf8");
  const sections = text.split(/^### /m).slice(1);
  expect(sections.map((section) => section.slice(0, 3))).toEqual(RULE_IDS);
  for (const section of sections) {
    expect(section).toMatch(/^- Source: \S/m);
    expect(section).toMatch(/^- `[a-z0-9-]+`/m);
    const files = [...section.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(0);
  }
});
