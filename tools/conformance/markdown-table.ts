/**
 * A Markdown table with columns of equal width, as the formatter of this repository leaves it. The first row is its
 * head.
 */
export function markdownTable([head, ...body]: readonly (readonly string[])[]): string {
  const all = [head!, ...body];
  const widths = head!.map((_, column) => Math.max(3, ...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`;
  return [line(head!), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
