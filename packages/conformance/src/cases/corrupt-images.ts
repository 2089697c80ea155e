import type { ConformanceCase } from "../format/case.ts";
import type { Damage, FixtureName } from "../format/sources.ts";
import { local, redirected } from "./parts.ts";

/**
 * Damage that every decoder notices. One flipped bit in a JPEG's picture data is still a valid JPEG, so that is not
 * here.
 */
const DAMAGES: readonly (readonly [FixtureName, Damage, "required" | "optimal" | "check"])[] = [
  ["noisy.jpg", "cut", "required"],
  ["noisy.jpg", "header-only", "required"],
  ["noisy.jpg", "beheaded", "required"],
  ["noisy.jpg", "zeros", "check"],
  ["noisy.png", "cut", "required"],
  ["noisy.png", "header-only", "required"],
  ["noisy.png", "zeros", "required"],
  ["noisy.png", "flips", "required"],
  ["noisy.gif", "cut", "required"],
  ["noisy.gif", "header-only", "required"],
  ["noisy.gif", "flips", "check"],
];

const extension = (fixture: FixtureName) => fixture.slice(fixture.indexOf(".") + 1);

function corruptCase(fixture: FixtureName, damage: Damage, kind: ConformanceCase["kind"]): ConformanceCase {
  const type = extension(fixture);
  return {
    id: `r03-${type}-${damage}-in-catalog`,
    kind,
    rules: ["R03"],
    title: `A ${type.toUpperCase()} file that is damaged (${damage}), reached through a catalog, is redirected.`,
    sources: {
      catalog: { images: { broken: `broken.${type}` } },
      files: [{ under: "images", name: `broken.${type}`, content: { fixture, damage } }],
    },
    requests: [{ target: "/is/image/{case}/broken?wid=60", expect: redirected() }],
  };
}

function corruptByPath(fixture: FixtureName): ConformanceCase {
  const type = extension(fixture);
  return {
    id: `r03-${type}-cut-by-path`,
    kind: "required",
    rules: ["R03"],
    title: `A ${type.toUpperCase()} file that is cut short, reached by its path, is redirected.`,
    sources: { files: [{ under: "images", name: `broken.${type}`, content: { fixture, damage: "cut" } }] },
    requests: [{ target: `/is/image/{case}-files/broken.${type}?wid=60`, expect: redirected() }],
  };
}

function unsupported(picture: "bmp" | "tiff" | "pcx"): ConformanceCase {
  return {
    id: `x02-valid-${picture}-is-not-corrupt`,
    kind: "required",
    rules: ["X02", "R08"],
    title: `A valid ${picture.toUpperCase()} picture is answered or refused by the server itself, never taken for a corrupt one.`,
    sources: {
      catalog: { images: { rare: `rare.${picture}` } },
      files: [{ under: "images", name: `rare.${picture}`, content: { picture } }],
    },
    requests: [{ target: "/is/image/{case}/rare?wid=20", expect: local({ from: 200, to: 599 }) }],
  };
}

/** R03 and X02: corrupt images, and those that are only unknown. */
export const CORRUPT_IMAGE_CASES: readonly ConformanceCase[] = [
  ...DAMAGES.map(([fixture, damage, kind]) => corruptCase(fixture, damage, kind)),
  ...(["noisy.jpg", "noisy.png", "noisy.gif"] as const).map(corruptByPath),
  {
    id: "r03-in-a-layer",
    kind: "required",
    rules: ["R03"],
    title: "A layer whose image is corrupt makes the request redirected.",
    sources: {
      catalog: { images: { good: "good.jpg", broken: "broken.png" } },
      files: [
        { under: "images", name: "good.jpg", content: { fixture: "noisy.jpg" } },
        { under: "images", name: "broken.png", content: { fixture: "noisy.png", damage: "cut" } },
      ],
    },
    requests: [{ target: "/is/image/{case}/good?layer=1&src={case}/broken", expect: redirected() }],
  },
  {
    id: "r03-empty-file",
    kind: "check",
    rules: ["R03"],
    title: "An empty file is taken for a corrupt image.",
    sources: {
      catalog: { images: { broken: "broken.jpg" } },
      files: [{ under: "images", name: "broken.jpg", content: { text: "" } }],
    },
    requests: [{ target: "/is/image/{case}/broken", expect: redirected() }],
  },
  unsupported("bmp"),
  unsupported("tiff"),
  unsupported("pcx"),
];
