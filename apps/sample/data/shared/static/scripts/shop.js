const unaided = new URLSearchParams(location.search).get("unaided") ?? "http://127.0.0.1:8082";
document.getElementById("unaided").textContent = unaided;

function picture(src, alt) {
  return Object.assign(new Image(800, 600), { src, alt });
}

// Read with the picture, so that the fields of the very answer can be shown.
async function showAided(section) {
  const output = section.querySelector(".aided output");
  try {
    const started = performance.now();
    const answer = await fetch(section.dataset.path, { cache: "no-store" });
    const source = URL.createObjectURL(await answer.blob());
    const time = Math.round(performance.now() - started);
    section.querySelector(".aided a").replaceChildren(picture(source, "the picture as the primary answers it"));
    const [, server, use] = /^([^;,]+).*;detail=([A-Z]+)/.exec(answer.headers.get("cache-status") ?? "") ?? [, location.host, "LOCAL"];
    output.textContent = use + ", by " + server + ", " + time + " ms";
  } catch (error) {
    output.textContent = "no answer: " + error.message;
  }
}

function showUnaided(section) {
  const address = new URL(section.dataset.path, unaided).href;
  const output = section.querySelector(".unaided output");
  const image = picture(address, "a picture that is not there");
  image.addEventListener("load", () => (output.textContent = "LOCAL: the catalog's default image"));
  image.addEventListener("error", () => {
    output.textContent = "a broken picture; the answer says:";
    output.after(Object.assign(document.createElement("iframe"), { title: "the answer without redirect on error", src: address }));
  });
  section.querySelector(".picture").append(image);
}

const whenSeen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    whenSeen.unobserve(target);
    showAided(target);
    showUnaided(target);
  }
}, { rootMargin: "600px" });
for (const section of document.querySelectorAll(".rule")) whenSeen.observe(section);
