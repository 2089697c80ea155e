import { encodePdf } from "./pdf.ts";

const PRODUCTS = [
  { id: "mug-cream", name: "Mug, oat glaze", price: 24 },
  { id: "lamp-ivory", name: "Table lamp, ivory", price: 189 },
  { id: "chair-moss", name: "Shell chair, moss", price: 240 },
  { id: "tote-cognac", name: "Tote, cognac", price: 320 },
];

const CAPTIONS = `WEBVTT

00:00.000 --> 00:03.500
Throwing a mug: centre the clay.

00:03.500 --> 00:08.000
Open it, and pull the wall up in three even lifts.

00:08.000 --> 00:12.000
Let it dry slowly, then glaze it to just above the foot.
`;

/** Static files that both servers have and that are made, by their path below `static`. */
export function sharedStaticFiles(): Record<string, string | Uint8Array> {
  return {
    "data/products.json": `${JSON.stringify(PRODUCTS, null, 2)}\n`,
    "captions/throwing-a-mug.vtt": CAPTIONS,
    "documents/lookbook.pdf": encodePdf("Lookbook", ["Autumn: clay, oat, pine.", "Everything is made to be used."]),
  };
}

/** Static files that only the secondary has: the good twins of what is missing or cannot be read on the primary. */
export function secondaryStaticFiles(): Record<string, string | Uint8Array> {
  return {
    "documents/care-guide.pdf": encodePdf("Care guide", [
      "Stoneware: dishwasher, microwave, oven to 200 C.",
      "Leather: a soft cloth, now and then some wax.",
      "Brass: let it grow dark, or polish it.",
    ]),
    "styles/season.css": "/* The season's colours: only the secondary has this file. */\n:root { --clay: #a2602f; }\n",
    "data/stock.json": `${JSON.stringify({ "mug-cream": 41, "mug-rust": 12, "lamp-ink": 3 }, null, 2)}\n`,
  };
}
