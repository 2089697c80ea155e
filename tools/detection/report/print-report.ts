import { textTable } from "../../../bench/harness/report/text-table.ts";
import type { FailedRecipe } from "../sample-files.ts";
import { agreementTable, grouped } from "./agreement-table.ts";
import { type Agreement, agreementOf, type JudgedFile } from "./judged-file.ts";
import { targetsOf } from "./targets.ts";

/** More than these of a kind are only in the JSON. */
const MOST_PRINTED = 40;

/** The whole report as text. @param single whether only some files were asked for: then each is told of */
export function printReport(files: readonly JudgedFile[], failed: readonly FailedRecipe[], single: boolean): string {
  if (single) return files.map(sentence).join("\n");
  const sections = [
    agreementTable(files),
    ...validFiles(files),
    ...disagreements(files),
    ...(failed.length === 0
      ? []
      : [
          titled(
            "Not made",
            failed.map(({ name, reason }) => `${name}: ${reason}`),
          ),
        ]),
    textTable(
      [
        { heading: "what must be reached", cell: ({ what }) => what },
        { heading: "reached", cell: ({ reached }) => reached },
        { heading: "", cell: ({ pass }) => (pass ? "pass" : "MISS") },
      ],
      targetsOf(files),
    ),
  ];
  return sections.join("\n\n");
}

function validFiles(files: readonly JudgedFile[]): string[] {
  const valid = files.filter(({ harm }) => harm === "none");
  const rows = [...grouped(valid, ({ format, encoder }) => `${format} ${encoder}`).values()].map((group) => {
    const count = (verdict: string) => group.filter(({ server }) => server.verdict === verdict).length;
    return {
      format: group[0]!.format,
      encoder: group[0]!.encoder,
      files: group.length,
      good: count("good"),
      unsupported: count("unsupported"),
      corrupt: count("corrupt"),
      rejected: group.filter(({ reference }) => reference?.verdict === "corrupt").length,
    };
  });
  return [
    textTable(
      [
        { heading: "valid files", cell: ({ format }) => format },
        { heading: "encoder", cell: ({ encoder }) => encoder },
        { heading: "files", cell: ({ files }) => files },
        { heading: "good", cell: ({ good }) => good },
        { heading: "unsupported", cell: ({ unsupported }) => unsupported },
        { heading: "called corrupt", cell: ({ corrupt }) => corrupt },
        { heading: "rejected by the reference", cell: ({ rejected }) => rejected },
      ],
      rows,
    ),
  ];
}

function disagreements(files: readonly JudgedFile[]): string[] {
  const titles: Partial<Record<Agreement, string>> = {
    missed: "The reference cannot read it, the server does not call it corrupt",
    tolerated: "The reference cannot read it, the server serves it: only a strict check refuses it",
    "stricter, unchanged": "The server calls it corrupt, the reference reads it and sees no difference",
    "stricter, changed":
      "The server calls it corrupt, the reference reads it without complaint, but it looks different",
  };
  return Object.entries(titles).map(([agreement, title]) => {
    const found = files.filter((file) => agreementOf(file) === agreement);
    return titled(`${title}: ${found.length}`, found.map(sentence));
  });
}

function titled(title: string, lines: readonly string[]): string {
  const more = lines.length - MOST_PRINTED;
  return [title, ...lines.slice(0, MOST_PRINTED), ...(more > 0 ? [`… and ${more} more, in the JSON`] : [])].join(
    "\n  ",
  );
}

function sentence({ name, bytes, server, reference, strict, changed }: JudgedFile): string {
  const said = (who: string, { verdict, detail }: { verdict: string; detail?: string }) =>
    `${who} ${verdict}${detail === undefined ? "" : ` (${detail.replaceAll(/\s+/g, " ").slice(0, 110)})`}`;
  const parts = [said("server", server)];
  if (reference !== undefined) parts.push(said("reference", reference));
  if (strict !== undefined && strict !== reference?.verdict) parts.push(`strict reference ${strict}`);
  if (changed !== undefined) parts.push(changed ? "looks different" : "looks the same");
  return `${name} [${bytes}]: ${parts.join("; ")}`;
}
