import type { ConformanceCase } from "../format/case.ts";
import type { Damage, FileContent, RewrittenFixture } from "../format/sources.ts";
import { local, redirected } from "./parts.ts";

/** One file in a catalog and the request for it. */
function fileCase(
  one: Pick<ConformanceCase, "id" | "kind" | "rules" | "title">,
  name: string,
  content: FileContent,
  expect: ConformanceCase["requests"][number]["expect"],
): ConformanceCase {
  return {
    ...one,
    sources: { catalog: { images: { it: name } }, files: [{ under: "images", name, content }] },
    requests: [{ target: "/is/image/{case}/it?wid=60", expect }],
  };
}

function unusual(fixture: RewrittenFixture, what: string): ConformanceCase {
  const type = fixture.slice(fixture.indexOf(".") + 1);
  const title = `A valid ${type.toUpperCase()} file ${what} is served.`;
  const one = {
    id: `x21-unusual-${type}`,
    kind: "required",
    rules: ["X21", "R08"],
    ruleOf: { client: "X21" },
    title,
  } as const;
  return fileCase(one, `unusual.${type}`, { unusual: fixture }, local(200));
}

function damagedCmyk(damage: Damage, what: string, kind: ConformanceCase["kind"]): ConformanceCase {
  const title = `A CMYK JPEG ${what} is redirected, whether or not an intact one can be shown.`;
  const one = { id: `x21-cmyk-jpg-${damage}`, kind, rules: ["X21", "R03"], title } as const;
  return fileCase(one, "cmyk.jpg", { fixture: "noisy-cmyk.jpg", damage }, redirected());
}

function unknown(id: string, name: string, what: string, text: string): ConformanceCase {
  const title = `${what} is answered or refused by the server itself, never taken for a corrupt picture.`;
  const one = { id: `x21-${id}`, kind: "required", rules: ["X21", "X02", "R08"], title } as const;
  return fileCase(one, name, { text }, local({ from: 200, to: 599 }));
}

const SVG =
  '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>\n';

/** X21: damage is proven by a rule of the format, and neither by a decoder's refusal nor by a format that is not known. */
export const PROVEN_DAMAGE_CASES: readonly ConformanceCase[] = [
  unusual("noisy.jpg", "with a comment, fill bytes before its markers and bytes behind its end"),
  unusual("noisy.png", "with its data in many chunks, an empty and a private one, and bytes behind its end"),
  unusual("noisy.gif", "with an unknown extension, an empty comment and bytes behind its end"),
  fileCase(
    {
      id: "x21-cmyk-jpg-intact",
      kind: "required",
      rules: ["X21", "X02", "R08"],
      title: "An intact CMYK JPEG is shown or refused by the server itself.",
    },
    "cmyk.jpg",
    { fixture: "noisy-cmyk.jpg" },
    local({ from: 200, to: 599 }),
  ),
  damagedCmyk("cut", "that is cut short", "required"),
  damagedCmyk("bytes-lost", "that lost a hundred bytes of its data", "optimal"),
  unknown("svg", "drawing.svg", "An SVG drawing", SVG),
  unknown(
    "plain-pixmap",
    "plain.ppm",
    "A picture of numbers in plain text (Netpbm)",
    "P3\n2 1\n255\n255 0 0  0 0 255\n",
  ),
];
