import * as adapter from "@understudy/adapter-deno";
import { describeGoodPath, type Served, WRAPPERS } from "../../http-server/test/behaviour/good-path.ts";

type Fetch = (request: Request, info: adapter.DenoServeInfo) => Response | Promise<Response>;

declare const Deno: {
  serve(
    options: { port: number; hostname: string; onListen(): void },
    handler: Fetch,
  ): { readonly addr: { readonly port: number }; shutdown(): Promise<void> };
};

async function serveNatively(handler: Fetch): Promise<Served> {
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, handler);
  return { url: `http://127.0.0.1:${server.addr.port}`, close: () => server.shutdown() };
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

describeGoodPath("createFetchHandler", serveNatively, (handler) => serveNatively(adapter.createFetchHandler(handler)));
describeGoodPath("createFetchHandler, redirectOnError", serveNatively, (handler) =>
  serveNatively(adapter.createFetchHandler(WRAPPERS["redirectOnError with a log"]!(handler))),
);
for (const name of ["withErrorRedirect", "withErrorRedirect with a log"]) {
  describeGoodPath(`Deno.serve, ${name}`, serveNatively, (handler) => serveNatively(WRAPPERS[name]!(handler)));
}
