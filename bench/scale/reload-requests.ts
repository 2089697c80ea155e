import { appendFileSync } from "node:fs";
import { Agent, get } from "node:http";

const QUIET_MS = 1000;
const RELOAD_TIMEOUT_MS = 120_000;
/** An id that the catalog has only after the change; its image is never looked for. */
const NEW_ID = "added-by-reload";

/** What clients saw of a reload. */
export interface ReloadFigures {
  readonly appReloadMs: number;
  readonly longestRequestMs: number;
  readonly longestQuietMs: number;
}

/**
 * Asks one request after the other, first for a second and then through a reload of a changed catalog, and notes the
 * longest.
 *
 * @param dataFile gets one more row
 * @param reload makes the server load anew
 * @throws when the new row is not found in time
 */
export async function readUntilReloaded(url: string, dataFile: string, reload: () => void): Promise<ReloadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const target = `${url}/is/image/shop/${NEW_ID}?req=exists`;
  try {
    // The first answers compile what answers.
    for (let index = 0; index < 200; index++) await ask(agent, target);
    const quiet = await askUntil(agent, target, (_found, elapsedMs) => elapsedMs > QUIET_MS);
    appendFileSync(dataFile, `${NEW_ID}\tadded.jpg\n`);
    reload();
    const loading = await askUntil(agent, target, (found, elapsedMs) => {
      if (elapsedMs > RELOAD_TIMEOUT_MS) throw new Error("the changed catalog is not in force in time");
      return found;
    });
    return {
      appReloadMs: loading.elapsedMs,
      longestRequestMs: loading.longestMs,
      longestQuietMs: quiet.longestMs,
    };
  } finally {
    agent.destroy();
  }
}

async function askUntil(agent: Agent, target: string, done: (found: boolean, elapsedMs: number) => boolean) {
  const startedAtMs = performance.now();
  let longestMs = 0;
  for (;;) {
    const askedAtMs = performance.now();
    const found = await ask(agent, target);
    const answeredAtMs = performance.now();
    longestMs = Math.max(longestMs, answeredAtMs - askedAtMs);
    const elapsedMs = answeredAtMs - startedAtMs;
    if (done(found, elapsedMs)) return { longestMs, elapsedMs };
  }
}

/** Whether the catalog has the record (IS manual, `req=exists`). */
function ask(agent: Agent, target: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    get(target, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve(/catalogRecord\.exists=1/.test(text));
        else reject(new Error(`${target}: ${response.statusCode} ${text}`));
      });
      response.on("error", reject);
    }).on("error", reject);
  });
}
