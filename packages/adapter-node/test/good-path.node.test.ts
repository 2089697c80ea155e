import * as adapter from "@understudy/adapter-node";
import { describeGoodPath, WRAPPERS } from "../../http-server/test/behaviour/good-path.ts";

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
