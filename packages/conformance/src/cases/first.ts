import type { ConformanceCase } from "../format/case.ts";
import { local } from "./parts.ts";

const INTACT = {
  catalog: { images: { good: "good.jpg" } },
  files: [{ under: "images", name: "good.jpg", content: { fixture: "noisy.jpg" } }],
} as const;

/** Which server answers, and that it answers at all. */
export const FIRST_CASES: readonly ConformanceCase[] = [
  {
    id: "runtime-is-the-expected-one",
    kind: "required",
    rules: [],
    title: "The server says that it runs on the runtime that is meant to be tested.",
    sources: INTACT,
    requests: [{ target: "/is/image/{case}/good", expect: local(200, { body: { image: "jpeg" } }) }],
    needs: ["expected-runtime"],
  },
  {
    id: "intact-image-is-answered-locally",
    kind: "required",
    rules: ["R08"],
    title: "An image that is in the catalog and on disk is answered by the server itself.",
    sources: INTACT,
    requests: [
      { target: "/is/image/{case}/good", expect: local(200, { body: { image: "jpeg" } }) },
      { target: "/is/image/{case}/good?wid=40&fmt=png", expect: local(200, { body: { image: "png" } }) },
    ],
  },
];
