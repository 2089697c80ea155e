import { once } from "node:events";
import { createWriteStream } from "node:fs";

/** Rows are written in pieces of this many characters. */
const PIECE = 1 << 20;

/**
 * Writes a catalog data file like a shop's: ids that look like hashes, paths in 256 folders, some modifiers,
 * expirations, time stamps and quoted texts. The same rows for the same number, some 60 bytes each.
 */
export async function writeCatalogFile(file: string, rows: number): Promise<void> {
  const out = createWriteStream(file);
  let text = "Id\tPath\tModifier\tExpiration\tTimeStamp\tUserData\n";
  for (let row = 0; row < rows; row++) {
    const id = productId(row);
    const path = `products/${id.slice(-2)}/${id}.jpg`;
    const modifier = row % 4 === 0 ? "wid=800&qlt=90" : "";
    const expiration = row % 8 === 0 ? "24" : "";
    const timeStamp = row % 2 === 0 ? "2024/02/29 12:34:56" : "";
    const userData = row % 16 === 0 ? '"a ""quoted"" note"' : "";
    text += `${id}\t${path}\t${modifier}\t${expiration}\t${timeStamp}\t${userData}\n`;
    if (text.length > PIECE) {
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
  }
  out.end(text);
  await once(out, "finish");
}

/** The id of a row: different for every row below 2^32, in no order. */
export function productId(row: number): string {
  return `product-${(Math.imul(row, 0x9e3779b1) >>> 0).toString(16).padStart(8, "0")}`;
}
