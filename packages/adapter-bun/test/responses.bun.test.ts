import * as adapter from "@understudy/adapter-bun";
import { describeExchanges } from "../../http-server/test/behaviour/exchange.ts";
import { describeResponses } from "../../http-server/test/behaviour/send-response.ts";
import type { TestedAdapter } from "../../http-server/test/tested-adapter.ts";
import { gaps } from "./known-gaps.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-bun", gaps, ...adapter };

describeExchanges(tested);
describeResponses(tested);
