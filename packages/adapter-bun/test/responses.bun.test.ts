import * as adapter from "@understudy/adapter-bun";
import { describeExchanges } from "../../adapter-shared/test/behaviour/exchange.ts";
import { describeResponses } from "../../adapter-shared/test/behaviour/send-response.ts";
import type { TestedAdapter } from "../../adapter-shared/test/tested-adapter.ts";
import { gaps } from "./known-gaps.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-bun", gaps, ...adapter };

describeExchanges(tested);
describeResponses(tested);
