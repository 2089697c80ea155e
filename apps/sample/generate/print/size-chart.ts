import type { Picture } from "../painter/photograph.ts";
import { createSheet } from "./sheet.ts";

const COLUMNS = ["EU", "UK", "US", "Foot, cm", "Last, cm"];
const ROWS = Array.from({ length: 10 }, (_, row) => [
  String(36 + row),
  String(3.5 + row),
  String(5 + row),
  (22.5 + row * 0.65).toFixed(1),
  (23.4 + row * 0.66).toFixed(1),
]);

/** The size chart of the trainers. */
export async function sizeChart(): Promise<Picture> {
  const sheet = createSheet(1800, 1560, 0xfaf7f2);
  const ink = 0x2b2724;
  await sheet.text("Trainer sizes", 120, 210, 104, { color: ink, weight: "700Bold" });
  await sheet.text("Measure from heel to longest toe, standing, at the end of the day.", 124, 286, 40, {
    color: 0x7a7068,
  });
  const left = 120;
  const width = 1560;
  const columnWidth = width / COLUMNS.length;
  sheet.box(left, 350, width, 96, 0x2f4a45, 18);
  for (const [column, name] of COLUMNS.entries()) {
    const middle = left + columnWidth * (column + 0.5);
    await sheet.text(name, middle, 412, 42, { color: 0xfaf7f2, weight: "700Bold", align: "middle" });
    for (const [row, cells] of ROWS.entries()) {
      const top = 462 + row * 98;
      if (column === 0) sheet.box(left, top, width, 90, row % 2 ? 0xf1ebe1 : 0xe8dfd1, 14);
      const look = { color: ink, align: "middle", weight: column === 0 ? "700Bold" : "400Regular" } as const;
      await sheet.text(cells[column]!, middle, top + 60, 42, look);
    }
  }
  await sheet.text("Between two sizes? Take the larger one.", 124, 1504, 36, { color: 0xa2602f, weight: "700Bold" });
  return sheet.picture;
}
