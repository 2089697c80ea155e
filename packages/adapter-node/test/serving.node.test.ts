import * as adapter from "@understudy/adapter-node";
import { describeClientShares } from "../../http-server/test/behaviour/client-shares.ts";
import { describeErrorHandler } from "../../http-server/test/behaviour/error-handler.ts";
import { describeErrorResponder } from "../../http-server/test/behaviour/error-responder.ts";
import { describeFileHandles } from "../../http-server/test/behaviour/file-handles.ts";
import { describeShutdown } from "../../http-server/test/behaviour/graceful-shutdown.ts";
import { describeMiddleware } from "../../http-server/test/behaviour/middleware.ts";
import { describeReadme } from "../../http-server/test/behaviour/readme.ts";
import { describeRedirectOnError } from "../../http-server/test/behaviour/redirect-on-error.ts";
import { describeRequestBodies } from "../../http-server/test/behaviour/request-body.ts";
import { describeServing } from "../../http-server/test/behaviour/serve.ts";
import type { TestedAdapter } from "../../http-server/test/tested-adapter.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-node", ...adapter };

describeServing(tested);
describeRequestBodies(tested);
describeShutdown(tested);
describeFileHandles(tested);
describeMiddleware(tested);
describeErrorHandler(tested);
describeErrorResponder(tested);
describeRedirectOnError(tested);
describeClientShares(tested);
describeReadme(tested.packageName, new URL("../", import.meta.url));
