import type { ConformanceCase } from "../format/case.ts";
import type { CaseSources, Damage } from "../format/sources.ts";
import { local, redirected } from "./parts.ts";

const GOOD_IMAGE = { under: "images", name: "good.jpg", content: { fixture: "noisy.jpg" } } as const;

function withProfile(damage?: Damage): CaseSources {
  return {
    catalog: { images: { good: "good.jpg" }, profiles: { Ours: "ours.icc" } },
    files: [
      GOOD_IMAGE,
      { under: "catalog", name: "ours.icc", content: { fixture: "tiny-rgb.icc", ...(damage && { damage }) } },
    ],
  };
}

function withFont(damage?: Damage): CaseSources {
  return {
    catalog: { images: { good: "good.jpg" }, fonts: { Ours: "ours.ttf" }, attributes: { DefaultFont: "Ours" } },
    files: [
      GOOD_IMAGE,
      { under: "catalog", name: "ours.ttf", content: { fixture: "Inter-Regular.ttf", ...(damage && { damage }) } },
    ],
  };
}

const PLAIN_TEXT = "/is/image/{case}/good?layer=1&text=Hello&size=80,40";
/** `{\rtf1\ansi{\fonttbl{\f0 Ours;}}\f0\fs24 Hello}` */
const RTF_TEXT =
  "/is/image/{case}/good?layer=1&size=80,40&text=%7B%5Crtf1%5Cansi%7B%5Cfonttbl%7B%5Cf0%20Ours%3B%7D%7D%5Cf0%5Cfs24%20Hello%7D";
const IN_OUR_COLOURS = "/is/image/{case}/good?icc=Ours";

/** R04 and R05: colour profiles and fonts that a request needs. */
export const PROFILE_AND_FONT_CASES: readonly ConformanceCase[] = [
  {
    id: "r04-intact-profile",
    kind: "required",
    rules: ["R04"],
    title: "An intact profile is used, and nothing is redirected.",
    sources: withProfile(),
    requests: [{ target: IN_OUR_COLOURS, expect: local(200, { body: { image: "jpeg" } }) }],
  },
  ...(["cut", "beheaded", "header-only"] as const).map(
    (damage): ConformanceCase => ({
      id: `r04-profile-${damage}`,
      kind: "required",
      rules: ["R04"],
      title: `A damaged profile (${damage}) that the request names is redirected.`,
      sources: withProfile(damage),
      requests: [{ target: IN_OUR_COLOURS, expect: redirected() }],
      dependsOn: ["r04-intact-profile"],
    }),
  ),
  {
    id: "r04-not-needed",
    kind: "required",
    rules: ["R04"],
    title: "A damaged profile that the request does not need redirects nothing.",
    sources: withProfile("cut"),
    requests: [{ target: "/is/image/{case}/good", expect: local(200, { body: { image: "jpeg" } }) }],
  },
  {
    id: "r05-intact-font",
    kind: "required",
    rules: ["R05"],
    title: "An intact font is used, by default and by its name, and nothing is redirected.",
    sources: withFont(),
    requests: [
      { target: PLAIN_TEXT, expect: local(200, { body: { image: "jpeg" } }) },
      { target: RTF_TEXT, expect: local(200, { body: { image: "jpeg" } }) },
    ],
  },
  ...(["cut", "beheaded", "header-only"] as const).map(
    (damage): ConformanceCase => ({
      id: `r05-font-${damage}`,
      kind: "required",
      rules: ["R05"],
      title: `A damaged font (${damage}) that the text of the request needs is redirected.`,
      sources: withFont(damage),
      requests: [{ target: PLAIN_TEXT, expect: redirected() }],
      dependsOn: ["r05-intact-font"],
    }),
  ),
  {
    id: "r05-font-by-name",
    kind: "required",
    rules: ["R05"],
    title: "A damaged font that formatted text names is redirected.",
    sources: withFont("cut"),
    requests: [{ target: RTF_TEXT, expect: redirected() }],
    dependsOn: ["r05-intact-font"],
  },
  {
    id: "r05-not-needed",
    kind: "required",
    rules: ["R05"],
    title: "A damaged font that the request does not need redirects nothing.",
    sources: withFont("cut"),
    requests: [{ target: "/is/image/{case}/good", expect: local(200, { body: { image: "jpeg" } }) }],
  },
];
