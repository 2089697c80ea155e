import type { ConformanceCase } from "../format/case.ts";
import type { CaseSources } from "../format/sources.ts";
import { ANY_ERROR, BASIC_CASE, GONE, local, MISSING, redirected } from "./parts.ts";

const WITH_DEFAULTS: CaseSources = {
  catalog: {
    images: { gone: "gone.jpg", broken: "broken.jpg", fallback: "fallback.png" },
    attributes: { DefaultImage: "{case}/fallback", ErrorImage: "{case}/fallback" },
  },
  files: [
    { under: "images", name: "fallback.png", content: { fixture: "noisy.png" } },
    { under: "images", name: "broken.jpg", content: { fixture: "noisy.jpg", damage: "cut" } },
  ],
};

const IMAGE_ANSWER = local(200, { headers: { "Content-Type": { matches: "^image/" } }, body: { atLeast: 500 } });

/** R12 and R17: the switch, and default images beside it. */
export const SWITCH_CASES: readonly ConformanceCase[] = [
  ...(["off", "empty"] as const).map(
    (configuration): ConformanceCase => ({
      id: `r12-root-url-${configuration === "off" ? "undefined" : "empty"}`,
      kind: "required",
      rules: ["R12"],
      title: `With rootUrl ${configuration === "off" ? "undefined" : "empty"} nothing is redirected.`,
      configuration,
      sources: {
        catalog: { images: { gone: "gone.jpg", broken: "broken.jpg" }, staticContent: { styles: "gone.css" } },
        files: [{ under: "images", name: "broken.jpg", content: { fixture: "noisy.jpg", damage: "cut" } }],
      },
      requests: [
        { target: GONE, expect: local(404) },
        { target: "/is/image/{case}/broken", expect: local(ANY_ERROR) },
        { target: "/is/content/{case}/styles", expect: local(404) },
        { target: "/is/static/{case}-files/gone.css", expect: local(404) },
      ],
    }),
  ),
  {
    id: "r17-redirect-before-default-image",
    kind: "required",
    rules: ["R17"],
    title: "A catalogued image that is not on disk goes to the secondary even where a default image is configured.",
    sources: WITH_DEFAULTS,
    requests: [
      { target: GONE, expect: redirected() },
      { target: `${GONE}?defaultImage={case}/fallback`, expect: redirected() },
      { target: "/is/image/{case}/broken", expect: redirected() },
    ],
    dependsOn: [BASIC_CASE],
  },
  {
    id: "r17-default-image-for-an-unknown-id",
    kind: "required",
    rules: ["R17", "R02"],
    ruleOf: { client: "R17", secondary: "R02" },
    title: "An id that is not in the catalog gets the default image while redirect on error is on.",
    sources: WITH_DEFAULTS,
    requests: [{ target: "/is/image/{case}/unknown", expect: IMAGE_ANSWER }],
  },
  {
    id: "r17-default-image-when-off",
    kind: "required",
    rules: ["R17", "R12"],
    ruleOf: { client: "R17", secondary: "R12" },
    title: "With redirect on error off, an image that is not on disk gets the default image.",
    configuration: "off",
    sources: WITH_DEFAULTS,
    requests: [{ target: GONE, expect: IMAGE_ANSWER }],
  },
  {
    id: "r17-error-image-when-off",
    kind: "required",
    rules: ["R17", "R12"],
    ruleOf: { client: "R17", secondary: "R12" },
    title: "With redirect on error off, a corrupt image gets the error image.",
    configuration: "off",
    sources: { ...WITH_DEFAULTS, catalog: { ...WITH_DEFAULTS.catalog, attributes: { ErrorImage: "{case}/fallback" } } },
    requests: [{ target: "/is/image/{case}/broken", expect: IMAGE_ANSWER }],
  },
  {
    id: "r12-text-error-when-off",
    kind: "required",
    rules: ["R12"],
    title: "With redirect on error off and no default image, the error is a text.",
    configuration: "off",
    sources: MISSING,
    requests: [{ target: GONE, expect: local(404, { headers: { "Content-Type": { matches: "^text/plain" } } }) }],
  },
];
