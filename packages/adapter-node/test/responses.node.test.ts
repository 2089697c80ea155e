import * as adapter from "@understudy/adapter-node";
import { describeExchanges } from "../../http-server/test/behaviour/exchange.ts";
import { describeResponses } from "../../http-server/test/behaviour/send-response.ts";
import type { TestedAdapter } from "../../http-server/test/tested-adapter.ts";

const tested: TestedAdapter = { packageName: "@understudy/adapter-node", ...adapter };

describeExchanges(tested);
describeResponses(tested);
