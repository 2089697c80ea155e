/** Columns of a table: a heading and what stands in a row. Numbers stand to the right. */
export interface Column<Row> {
  readonly heading: string;
  readonly cell: (row: Row) => string | number;
}

/** A table in plain text, as wide as what is in it. */
export function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => cell(row)));
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...cells.map((line) => String(line[index]).length)),
  );
  const onRight = columns.map((_, index) => cells.length > 0 && cells.every((line) => typeof line[index] === "number"));
  const write = (line: readonly (string | number)[]) =>
    line
      .map((cell, index) =>
        onRight[index] ? String(cell).padStart(widths[index]!) : String(cell).padEnd(widths[index]!),
      )
      .join("  ")
      .trimEnd();
  return [
    write(columns.map(({ heading }) => heading)),
    widths.map((width) => "-".repeat(width)).join("  "),
    ...cells.map(write),
  ].join("\n");
}
