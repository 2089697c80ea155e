import * as adapter from "@understudy/adapter-deno";
import { describeExchanges } from "../../adapter-shared/test/behaviour/exchange.ts";
import { describeResponses } from "../../adapter-shared/test/behaviour/send-response.ts";
import type { TestedAdapter } from "../../adapter-shared/test/tested-adapter.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-deno", ...adapter };

describeExchanges(tested);
describeResponses(tested);
