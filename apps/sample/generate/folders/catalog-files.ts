/** Which of the two configuration folders. */
export type Side = "primary" | "secondary";

const FONTS: readonly (readonly [name: string, primary: string, secondary?: string])[] = [
  ["Inter", "fonts/Inter_400Regular.ttf"],
  ["Inter Bold", "fonts/Inter_700Bold.ttf"],
  ["Poster", "fonts/Poster.ttf"],
  ["Signature", "fonts/Signature.ttf", "fonts/Poster.ttf"],
];

const PROFILES: readonly (readonly [name: string, path: string])[] = [
  ["WebRGB", "profiles/web-rgb.icc"],
  ["PrintRoom", "profiles/print-room.icc"],
  ["ProofRoom", "profiles/proof-room.icc"],
];

const SHOP: readonly (readonly [id: string, path: string, userData: string])[] = [
  ["mug-cream", "mugs/mug-cream.jpg", "Mug, oat glaze"],
  ["mug-rust", "mugs/mug-rust.jpg", "Mug, rust glaze"],
  ["mug|blue", "mugs/mug-blue.png", "Mug, harbour glaze, cut out"],
  ["lamp-ivory", "lamps/lamp-ivory.jpg", "Table lamp, ivory"],
  ["lamp-ink", "lamps/lamp-ink.jpg", "Table lamp, ink"],
  ["chair-moss", "chairs/chair-moss.jpg", "Shell chair, moss"],
  ["stool-ash", "stools/stool-ash.jpg", "Stool, ash"],
  ["stool-walnut", "stools/stool-walnut.jpg", "Stool, walnut"],
  ["bowls-clay", "tables/bowls-clay.jpg", "Nest of four bowls"],
  ["teapot-celadon", "tea/teapot-celadon.jpg", "Teapot, celadon"],
  ["teapot-night", "tea/teapot-night.png", "Teapot, night, cut out, wide gamut"],
  ["bottle-coral", "bottles/bottle-coral.jpg", "Flask, coral"],
  ["cushion-stripe", "textiles/cushion-stripe.jpg", "Cushion, striped"],
  ["trainer-tan", "shoes/trainer-tan.jpg", "Trainer, tan"],
  ["tote-cognac", "bags/tote-cognac.jpg", "Tote, cognac"],
  ["tote-olive", "bags/tote-olive.png", "Tote, olive, cut out"],
  ["vases-clay", "vases/vases-clay.jpg", "Two vases, wide gamut"],
  ["autumn", "banners/autumn.jpg", "Banner"],
  ["size-chart", "guides/size-chart.png", "Trainer sizes"],
  ["glazes", "guides/glazes.gif", "Colour card"],
  ["archive-proof", "guides/archive-proof.pcx", "Printer's proof, PCX"],
];

/** The poster's words, in the catalog's default font: 140 points, clay brown. */
const POSTER_TEXT = "{\\rtf1{\\colortbl;\\red162\\green96\\blue47;}\\fs280\\cf1 Last\\par chance}";

const OUTLET: readonly (readonly [id: string, path: string, modifier: string, userData: string])[] = [
  ["coming-soon", "guides/coming-soon.png", "", "Default image"],
  ["clock-brass", "clocks/clock-brass.jpg", "", "Desk clock, last pieces"],
  ["poster", "banners/autumn.jpg", `wid=1200&layer=1&text=${POSTER_TEXT}&pos=-760,0`, "Banner with words"],
];

const STATIC: readonly (readonly [id: string, path: string, userType: string])[] = [
  ["stylesheet", "styles/shop.css", "css"],
  ["products", "data/products.json", "json"],
  ["captions", "captions/throwing-a-mug.vtt", "vtt"],
  ["lookbook", "documents/lookbook.pdf", "pdf"],
  ["care-guide", "documents/care-guide.pdf", "pdf"],
];

/** Attribute and data files of one side, by their names in its `catalog` folder. */
export function catalogFiles(side: Side): Record<string, string> {
  // A product that the secondary has never heard of: it shows that its "not found" is forwarded too.
  const prototype = side === "primary" ? [["prototype", "chairs/prototype.jpg", "Not yet photographed"] as const] : [];
  return {
    "default.ini": `# What the catalogs inherit.
DefaultFont=Inter
FontMapFile=fonts.txt
IccProfileMapFile=profiles.txt
ErrorDetail=1
Expiration=1
NonImgExpiration=1
JpegQuality=84
MaxPix=3000,3000
`,
    "shop.ini": "RootId=shop\nCatalogFile=shop-images.txt\nStaticContentCatalogFile=shop-static.txt\n",
    "outlet.ini": `# The outlet has a default image and sets its posters in a font of its own.
RootId=outlet
CatalogFile=outlet-images.txt
DefaultImage=outlet/coming-soon
DefaultFont=Poster
`,
    "shop-images.txt": table(["Id", "Path", "UserData"], [...SHOP, ...prototype]),
    "outlet-images.txt": table(["Id", "Path", "Modifier", "UserData"], OUTLET),
    "shop-static.txt": table(["Id", "Path", "UserType"], STATIC),
    "fonts.txt": table(
      ["Name", "FontPath"],
      FONTS.map(([name, primary, secondary]) => [name, side === "secondary" ? (secondary ?? primary) : primary]),
    ),
    "profiles.txt": table(["Name", "ProfilePath"], PROFILES),
  };
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[header, ...rows].map((row) => row.join("\t")).join("\n")}\n`;
}
