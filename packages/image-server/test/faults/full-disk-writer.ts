/**
 * Writes 600 lines to a log in the folder that is named, which gets full on the way, makes room and ends when all are
 * written.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { createAccessLog } from "../../src/access-log/access-log.ts";

const folder = process.argv[2]!;
const ballast = join(folder, "ballast");
writeFileSync(ballast, new Uint8Array(40_000));

let goesOn = () => {};
const recovered = new Promise<void>((resolve) => {
  goesOn = resolve;
});
const log = createAccessLog({
  directory: join(folder, "logs"),
  retryMs: 20,
  // Full now: room for the rest.
  onError: () => rmSync(ballast, { force: true }),
  onRecovered: goesOn,
});
for (let index = 0; index < 600; index++) {
  log.write(`line ${index} ${"x".repeat(50)}`);
  if (index % 37 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}
// A new attempt alone does not keep the process.
const stay = setInterval(() => {}, 1000);
await recovered;
clearInterval(stay);
await log.close();
process.exit(0);
