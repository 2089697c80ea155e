import type { Picture } from "../painter/photograph.ts";
import { createSheet } from "./sheet.ts";

/** The default image of the outlet: stands in for a picture that is not there. */
export async function comingSoon(): Promise<Picture> {
  const sheet = createSheet(1500, 1500, 0xe9e5df);
  sheet.box(450, 400, 600, 440, 0xd3ccc2, 60);
  sheet.box(610, 340, 280, 120, 0xd3ccc2, 40);
  sheet.box(600, 470, 300, 300, 0xe9e5df, 150);
  sheet.box(650, 520, 200, 200, 0xd3ccc2, 100);
  await sheet.text("Picture coming soon", 750, 1040, 92, { color: 0x7a7068, weight: "700Bold", align: "middle" });
  await sheet.text("default image of the outlet", 750, 1120, 44, { color: 0x9b9188, align: "middle" });
  return sheet.picture;
}
