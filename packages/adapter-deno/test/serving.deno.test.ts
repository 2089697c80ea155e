import * as adapter from "@understudy/adapter-deno";
import { describeErrorHandler } from "../../adapter-shared/test/behaviour/error-handler.ts";
import { describeShutdown } from "../../adapter-shared/test/behaviour/graceful-shutdown.ts";
import { describeMiddleware } from "../../adapter-shared/test/behaviour/middleware.ts";
import { describeReadme } from "../../adapter-shared/test/behaviour/readme.ts";
import { describeRedirectOnError } from "../../adapter-shared/test/behaviour/redirect-on-error.ts";
import { describeRequestBodies } from "../../adapter-shared/test/behaviour/request-body.ts";
import { describeServing } from "../../adapter-shared/test/behaviour/serve.ts";
import type { TestedAdapter } from "../../adapter-shared/test/tested-adapter.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-deno", ...adapter };

describeServing(tested);
describeRequestBodies(tested);
describeShutdown(tested);
describeMiddleware(tested);
describeErrorHandler(tested);
describeRedirectOnError(tested);
describeReadme(tested.packageName, new URL("../", import.meta.url));
