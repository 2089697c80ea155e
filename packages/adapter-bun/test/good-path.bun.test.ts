import * as adapter from "@understudy/adapter-bun";
import { describeGoodPath, type Served, WRAPPERS } from "../../http-server/test/behaviour/good-path.ts";

type Fetch = (request: Request, server: adapter.BunServer) => Response | Promise<Response>;

declare const Bun: {
  serve(options: { port: number; hostname: string; fetch: Fetch }): {
    readonly port: number;
    stop(cut: boolean): Promise<void>;
  };
};

async function serveNatively(fetch: Fetch): Promise<Served> {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.stop(true) };
}

const serve = (handler: () => Response) => adapter.serve(handler, { port: 0 });

for (const name of ["redirectOnError", "redirectOnError with a log"]) {
  describeGoodPath(`serve, ${name}`, serve, (handler) => serve(WRAPPERS[name]!(handler)));
}
for (const name of ["withErrorRedirect", "withErrorRedirect with a log"]) {
  describeGoodPath(`serve, ${name}`, serve, (handler) => {
    const wrapped = WRAPPERS[name]!(handler) as (request: Request) => Response;
    return serve((({ request }: { request: Request }) => wrapped(request)) as () => Response);
  });
}

/** Bun gives a text its type when it sends it, and forgets it for a clone of one that is not ASCII. */
const GAPS = { "GET of a text beyond ASCII": "application/octet-stream in place of text/plain" };

describeGoodPath(
  "createFetchHandler",
  serveNatively,
  (handler) => serveNatively(adapter.createFetchHandler(handler)),
  GAPS,
);
describeGoodPath(
  "createFetchHandler, redirectOnError",
  serveNatively,
  (handler) => serveNatively(adapter.createFetchHandler(WRAPPERS["redirectOnError with a log"]!(handler))),
  GAPS,
);
for (const name of ["withErrorRedirect", "withErrorRedirect with a log"]) {
  describeGoodPath(`Bun.serve, ${name}`, serveNatively, (handler) => serveNatively(WRAPPERS[name]!(handler)), GAPS);
}
