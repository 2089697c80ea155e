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
 * The shop's page, served as static content: the products, then for each rule the picture as the primary answers it, with
 * what the answer's own fields say, beside what customers would see without redirect on error.
 */
export function gallery(): string {
  const products = PRODUCTS.map(
    ([id, name, price]) =>
      `<figure><a href="/is/image/shop/${id}?wid=1400"><img src="/is/image/shop/${id}?wid=480" alt="${name}" width="480" height="480" loading="lazy"></a><figcaption>${name} <b>${price === "0" ? "free" : `€ ${price}.00`}</b></figcaption></figure>`,
  );
  const rules = RULE_IMAGES.map(({ rule, path, expect }) => {
    const address = attributeText(path);
    return `<section class="rule" data-path="${address}">
<div class="aided"><span>with redirect on error</span>
<a href="${address}"><noscript><img src="${address}" alt="${rule} as the primary answers it"></noscript></a><output></output></div>
<div class="unaided"><span>what customers would have seen</span><div class="picture"></div><output></output></div>
<p><b class="id">${rule}</b>${attributeText(expect)}<br><code>${address}</code></p>
</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>The sample shop</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/is/static/styles/shop.css">
</head>
<body>
<header><img src="/is/image/shop/autumn?wid=2000" alt="Vases, a mug, bowls and a lamp" width="2000" height="1125">
<div><h1>Made to be used</h1><p>Stoneware, light and leather from the sample shop.</p></div></header>
<main>
<h2>Products</h2>
<p>These pictures are whole on this server: it renders and keeps them itself.</p>
<div class="grid">
${products.join("\n")}
</div>
<h2>What is broken here</h2>
<p>On this server each of these sources is missing or damaged. The left picture is its answer all the same; on the right is
what the same sources give at <code id="unaided"></code>, where redirect on error is off.</p>
${rules.join("\n")}
</main>
<script type="module" src="/is/static/scripts/shop.js"></script>
</body>
</html>
`;
}

function attributeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
