import type { ConformanceCase } from "../format/case.ts";
import { redirected } from "./parts.ts";

/** X01: sources that are there and cannot be read. */
export const UNREADABLE_CASES: readonly ConformanceCase[] = [
  {
    id: "x01-catalogued-image-is-a-folder",
    kind: "required",
    rules: ["X01"],
    title: "A catalogued image whose file is a folder is redirected.",
    sources: {
      catalog: { images: { odd: "odd.jpg" } },
      files: [{ under: "images", name: "odd.jpg", content: { folder: true } }],
    },
    requests: [{ target: "/is/image/{case}/odd", expect: redirected() }],
  },
  {
    id: "x01-path-is-a-folder",
    kind: "required",
    rules: ["X01"],
    title: "An image by path that is a folder is redirected.",
    sources: { files: [{ under: "images", name: "odd.jpg", content: { folder: true } }] },
    requests: [{ target: "/is/image/{case}-files/odd.jpg", expect: redirected() }],
  },
  {
    id: "x01-static-content-is-a-folder",
    kind: "required",
    rules: ["X01"],
    title: "Static content with a record whose file is a folder is redirected.",
    sources: {
      catalog: { staticContent: { odd: "odd.css" } },
      files: [{ under: "static", name: "odd.css", content: { folder: true } }],
    },
    requests: [{ target: "/is/content/{case}/odd", expect: redirected() }],
  },
  {
    id: "x01-no-permission",
    kind: "required",
    rules: ["X01"],
    title: "An image that the server may not read is redirected, by its record and by its path.",
    sources: {
      catalog: { images: { secret: "secret.jpg" } },
      files: [{ under: "images", name: "secret.jpg", content: { forbidden: "noisy.jpg" } }],
    },
    requests: [
      { target: "/is/image/{case}/secret", expect: redirected() },
      { target: "/is/image/{case}-files/secret.jpg", expect: redirected() },
    ],
    needs: ["unprivileged"],
  },
];
