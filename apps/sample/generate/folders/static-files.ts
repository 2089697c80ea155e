import { encodePdf } from "./pdf.ts";

const STYLES = `:root { color-scheme: light dark; --ink: #2b2724; --paper: #faf7f2; --card: #fff; --clay: #a2602f; --line: #e3dacd; --soft: #6d645c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ece6df; --paper: #1d1a18; --card: #282420; --clay: #e0a070; --line: #433c35; --soft: #aaa097; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 Inter, system-ui, sans-serif; }
header { position: relative; }
header img { display: block; width: 100%; height: 46vw; max-height: 560px; object-fit: cover; object-position: 62% 50%; }
header div { position: absolute; left: 5vw; top: 50%; transform: translateY(-50%); max-width: 32vw; color: #2b2724; }
header p { margin: 0; }
h1 { font-size: clamp(1.8rem, 4vw, 3.4rem); line-height: 1.05; margin: 0 0 .5rem; letter-spacing: -.02em; }
h2 { font-size: 1.6rem; margin: 3rem 0 .3rem; letter-spacing: -.01em; }
main { max-width: 1200px; margin: 0 auto; padding: 0 1.25rem 4rem; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 1rem; margin-top: 1rem; }
figure { margin: 0; background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
figure img { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: contain; background: #fff; }
figcaption { display: flex; justify-content: space-between; gap: 1rem; padding: .6rem .8rem; font-size: .9rem; }
figcaption b { white-space: nowrap; }
.rule { display: grid; grid-template-columns: 1fr 1fr 1.1fr; gap: 1rem; align-items: start; padding: 1.2rem 0; border-top: 1px solid var(--line); }
.rule img { display: block; width: 100%; height: 240px; object-fit: contain; background: #fff; color: #6d645c; border-radius: 8px; font-size: .8rem; }
.rule a, .picture { display: block; min-height: 240px; }
.rule span { display: block; font-size: .8rem; color: var(--soft); margin-bottom: .3rem; }
.rule output { display: block; min-height: 1.6em; margin-top: .3rem; font-size: .85rem; font-variant-numeric: tabular-nums; }
.rule .aided output { color: var(--clay); font-weight: 600; }
.rule iframe { width: 100%; height: 5.5rem; border: 1px solid var(--line); border-radius: 8px; background: #fff; color-scheme: light; }
.rule p { margin: 1.4rem 0 0; }
b.id { display: inline-block; background: var(--clay); color: var(--paper); border-radius: 6px; padding: 0 .5em; margin-right: .4em; }
code { font-size: .85em; overflow-wrap: anywhere; }
a { color: var(--clay); }
@media (max-width: 700px) {
  header img { height: 62vw; }
  header div { position: static; transform: none; max-width: none; padding: 1.2rem 1.25rem 0; color: var(--ink); }
  .grid { grid-template-columns: 1fr 1fr; gap: .7rem; }
  figcaption { display: block; }
  .rule { grid-template-columns: 1fr 1fr; gap: .7rem; }
  .rule img { height: 150px; }
  .rule a, .picture { min-height: 150px; }
  .rule p { grid-column: 1 / -1; margin: 0; }
}
`;

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

/** Static files that both servers have, by their path below `static`. */
export function sharedStaticFiles(): Record<string, string | Uint8Array> {
  return {
    "styles/shop.css": STYLES,
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
