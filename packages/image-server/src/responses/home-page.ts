import { queryOf } from "@understudy/core/adapter";
import type { ServerSnapshot } from "../request/server-snapshot.ts";
import { isSourceProblem } from "../sources/source-problem.ts";

const HOME_PAGE = "index.html";

/**
 * Leads from `/` to `index.html` of the static content, with the query. Whether it may be read is judged there.
 *
 * @param target the request target
 * @returns undefined where there is no such page, or it cannot be read
 */
export async function homePageResponse(target: string, snapshot: ServerSnapshot): Promise<Response | undefined> {
  const { sources, configuration } = snapshot;
  const located = await sources.locate(configuration.staticContentRootPaths, HOME_PAGE);
  if (isSourceProblem(located)) return undefined;
  const location = `/is/static/${HOME_PAGE}${queryOf(target)}`;
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-store" } });
}
