/**
 * Writes a PDF 1.4 of one A5 page: a title and lines of text in Helvetica, ASCII only, without brackets or backslashes.
 */
export function encodePdf(title: string, lines: readonly string[]): Uint8Array {
  const body = lines.map((line) => `0 -22 Td (${line}) Tj`).join("\n");
  const content = `BT /F1 26 Tf 48 520 Td (${title}) Tj /F2 13 Tf 0 -14 Td\n${body}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  const parts = ["%PDF-1.4\n"];
  const offsets: number[] = [];
  let at = parts[0]!.length;
  objects.forEach((object, index) => {
    offsets.push(at);
    const text = `${index + 1} 0 obj\n${object}\nendobj\n`;
    parts.push(text);
    at += text.length;
  });
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`);
  parts.push(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`);
  return new TextEncoder().encode(parts.join(""));
}
