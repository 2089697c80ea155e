import type { ConformanceCase } from "../format/case.ts";
import { BASIC_CASE, redirected } from "./parts.ts";

/** The attribute file names a data file that is not there. */
const NAMES_A_LOST_FILE = { attributes: { CatalogFile: "{case}-not-there.txt" } };

/**
 * X23: no knowledge is not knowledge of absence. A server that does not start on such a configuration keeps the rule,
 * too.
 */
export const LOST_KNOWLEDGE_CASES: readonly ConformanceCase[] = [
  {
    id: "x23-catalog-file-lost",
    kind: "required",
    rules: ["X23"],
    title: "An image under a catalog whose data file cannot be read is redirected, not absent.",
    configuration: "lost-data-files",
    dependsOn: [BASIC_CASE],
    sources: { catalog: NAMES_A_LOST_FILE },
    requests: [{ target: "/is/image/{case}/lamp?wid=10", expect: redirected() }],
  },
  {
    id: "x23-default-image",
    kind: "required",
    rules: ["X23", "R17"],
    title: "The default image of the catalog does not stand in for an image of which nothing is known.",
    configuration: "lost-data-files",
    dependsOn: [BASIC_CASE],
    sources: {
      catalog: { attributes: { ...NAMES_A_LOST_FILE.attributes, DefaultImage: "{case}-files/default.jpg" } },
      files: [{ under: "images", name: "default.jpg", content: { fixture: "noisy.jpg" } }],
    },
    requests: [{ target: "/is/image/{case}/lamp", expect: redirected() }],
  },
  {
    id: "x23-exists",
    kind: "optimal",
    rules: ["X23"],
    title: "Whether an image exists is asked of the secondary where its catalog cannot be read.",
    configuration: "lost-data-files",
    dependsOn: [BASIC_CASE],
    sources: { catalog: NAMES_A_LOST_FILE },
    requests: [{ target: "/is/image/{case}/lamp?req=exists", expect: redirected() }],
  },
  {
    id: "x23-static-catalog-lost",
    kind: "required",
    rules: ["X23"],
    title: "Static content under a catalog whose data file cannot be read is redirected.",
    configuration: "lost-data-files",
    dependsOn: [BASIC_CASE],
    sources: { catalog: { attributes: { StaticContentCatalogFile: "{case}-not-there.txt" } } },
    requests: [{ target: "/is/content/{case}/film", expect: redirected() }],
  },
  {
    id: "x23-catalog-folder-lost",
    kind: "required",
    rules: ["X23"],
    title: "While the catalog folder is missing every id is redirected.",
    configuration: "lost-catalog-folder",
    dependsOn: [BASIC_CASE],
    requests: [
      { target: "/is/image/{case}/lamp", expect: redirected() },
      { target: "/is/content/{case}/film", expect: redirected() },
    ],
  },
  {
    id: "x23-image-root-lost",
    kind: "required",
    rules: ["X23"],
    title: "An image by path that is in none of the roots is redirected while one of them is missing.",
    configuration: "lost-image-root",
    dependsOn: [BASIC_CASE],
    requests: [{ target: "/is/image/{case}-files/nowhere.jpg", expect: redirected() }],
  },
];
