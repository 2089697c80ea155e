import { RULE_IMAGES } from "../../tour.ts";

const PRODUCTS: readonly (readonly [id: string, name: string, price: string])[] = [
  ["mug-cream", "Mug, oat glaze", "24"],
  ["teapot-celadon", "Teapot, celadon", "78"],
  ["bowls-clay", "Nest of four bowls", "96"],
  ["lamp-ivory", "Table lamp, ivory", "189"],
  ["chair-moss", "Shell chair, moss", "240"],
  ["stool-ash", "Stool, ash", "145"],
  ["trainer-tan", "Trainer, tan", "130"],
  ["tote-cognac", "Tote, cognac", "320"],
  ["bottle-coral", "Flask, coral", "32"],
  ["cushion-stripe", "Cushion, striped", "48"],
  ["teapot-night", "Teapot, night", "78"],
  ["glazes", "Colour card", "0"],
];

/**
 * The shop's page, served as static content: the products, then for each rule the picture as the primary answers it
 * beside the same address asked of the secondary.
 */
export function gallery(): string {
  const products = PRODUCTS.map(
    ([id, name, price]) =>
      `<figure><a href="/is/image/shop/${id}?wid=1400"><img src="/is/image/shop/${id}?wid=480" alt="${name}" width="480" loading="lazy"></a><figcaption>${name} <b>€ ${price}</b></figcaption></figure>`,
  );
  const rules = RULE_IMAGES.map(
    ({ rule, path, expect }) => `<section class="rule">
<div><span>this server, the primary</span><a href="${attributeText(path)}"><img src="${attributeText(path)}" alt="${rule} as the primary answers it" loading="lazy"></a></div>
<div><span>the secondary, asked directly</span><img data-secondary="${attributeText(path)}" alt="${rule} as the secondary answers it"></div>
<p><b class="id">${rule}</b>${attributeText(expect)}<br><code>${attributeText(path)}</code></p>
</section>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The sample shop</title>
<link rel="stylesheet" href="/is/static/styles/shop.css">
</head>
<body>
<header><img src="/is/image/shop/autumn?wid=2000" alt="Vases, a mug, bowls and a lamp">
<div><h1>Made to be used</h1>Stoneware, light and leather from the sample shop.</div></header>
<main>
<h2>Products</h2>
<p>These pictures are whole on this server: it renders and keeps them itself.</p>
<div class="grid">
${products.join("\n")}
</div>
<h2>What is broken here</h2>
<p>On this server each of these sources is missing or damaged. The left picture is its answer all the same; the right one
is asked of the secondary server at <code id="secondary"></code> (<code>?secondary=URL</code> names another).</p>
${rules.join("\n")}
</main>
<script>
const secondary = new URLSearchParams(location.search).get("secondary") ?? "http://127.0.0.1:8081";
document.getElementById("secondary").textContent = secondary;
for (const image of document.querySelectorAll("[data-secondary]")) image.src = new URL(image.dataset.secondary, secondary).href;
</script>
</body>
</html>
`;
}

function attributeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
