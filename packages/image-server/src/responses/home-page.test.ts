import { expect, test } from "vitest";
import type { ServerSnapshot } from "../request/server-snapshot.ts";
import { homePageResponse } from "./home-page.ts";

/** A server whose static content has these files. */
function serverWith(...files: string[]): ServerSnapshot {
  const locate = async (_roots: readonly string[], path: string) =>
    files.includes(path) ? { path: `/static/${path}` } : { kind: "missing" };
  return { sources: { locate }, configuration: { staticContentRootPaths: ["/static"] } } as unknown as ServerSnapshot;
}

test("leads to the page, with the query as it came", async () => {
  const response = await homePageResponse("/?a='b'", serverWith("index.html"));
  expect(response?.status).toBe(302);
  expect(response?.headers.get("location")).toBe("/is/static/index.html?a='b'");
});

test("without a page there is nothing to lead to", async () => {
  expect(await homePageResponse("/", serverWith("other.html"))).toBe(undefined);
});
