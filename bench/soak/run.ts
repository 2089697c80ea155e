/**
 * Redirected requests whose answers break in every way that a connection can, and clients that leave, read slowly,
 * pipeline and speak HTTP/1.0: see bench/README.md. Exit code 1 when something is found.
 *
 *   npm run soak -- --runtime node --requests 100000 --seed 1
 */
import process from "node:process";
import { parseArgs } from "node:util";
import { wholeNumber } from "../harness/options/whole-number.ts";
import { REQUESTS_OF_A_CLIENT } from "./plan.ts";
import { runSoak, SOAK_RUNTIMES, type SoakRuntime } from "./soak.ts";

const USAGE = `npm run soak -- [options]

  --runtime NAME   ${SOAK_RUNTIMES.join(", ")} (node)
  --requests N     how many requests (100000)
  --seed N         what the answers and the clients are made from (1)
  --first N        number of the first request, a multiple of ${REQUESTS_OF_A_CLIENT} (0)
  --clients N      clients at a time (256)
  --timeout N      how long the primary waits for the secondary, milliseconds (8000)
`;

const { values } = parseArgs({
  options: {
    runtime: { type: "string", default: "node" },
    requests: { type: "string" },
    seed: { type: "string" },
    first: { type: "string" },
    clients: { type: "string" },
    timeout: { type: "string" },
    help: { type: "boolean" },
  },
});
if (values.help) console.log(USAGE);
else {
  const first = values.first === "0" ? 0 : wholeNumber("--first", values.first, 0);
  if (first % REQUESTS_OF_A_CLIENT > 0) {
    throw new Error(`--first is ${first}; allowed are multiples of ${REQUESTS_OF_A_CLIENT}`);
  }
  if (!SOAK_RUNTIMES.includes(values.runtime as SoakRuntime)) {
    throw new Error(`--runtime is ${values.runtime}; allowed are ${SOAK_RUNTIMES.join(", ")}`);
  }
  const passed = await runSoak({
    runtime: values.runtime as SoakRuntime,
    requests: wholeNumber("--requests", values.requests, 100_000),
    seed: wholeNumber("--seed", values.seed, 1),
    first,
    clients: wholeNumber("--clients", values.clients, 256),
    socketTimeoutMs: wholeNumber("--timeout", values.timeout, 8_000),
    print: console.log,
  });
  process.exitCode = passed ? 0 : 1;
}
