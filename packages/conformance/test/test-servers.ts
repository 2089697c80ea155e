import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

// biome-ignore lint/suspicious/noTemplateCurlyInString: it is a template in the other program
const NOTE_PID = 'require("node:fs").writeFileSync(`${__filename}.${process.pid}.pid`, String(process.pid));';

/** A server that sends everything to the secondary, in JavaScript; `conf` and `port` are there. */
export const SERVER = `
${NOTE_PID}
const http = require("node:http");
const settings = require("node:fs").readFileSync(conf + "/PlatformServer.conf", "utf8");
const root = (/rootUrl=(\\S+)/.exec(settings) || [])[1];
const server = http.createServer((request, response) => {
  const headers = { ...request.headers, host: root.slice(7) };
  http.request(root + request.url, { method: request.method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.statusMessage, answer.headers);
    answer.pipe(response);
    response.on("close", () => console.log("conformance-log tag=" + request.headers["x-case"] +
      " status=" + answer.statusCode + " cacheUse=REMOTE peerServer=- processingStatus=0 exception=-"));
  }).end();
});
server.listen(+port, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));
`;

/** A server that ends when it is asked anything, with a child of its own. */
export const CRASHING = `
${NOTE_PID}
const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
require("node:fs").writeFileSync(__filename + "." + child.pid + ".pid", String(child.pid));
const server = require("node:http").createServer(() => process.exit(7));
server.listen(+port, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));
`;

/** Resolves when none of the processes that servers in a folder have noted is there any more. */
export async function untilGone(folder: string): Promise<void> {
  for (const pid of await pidsOf(folder)) await untilProcessIsGone(pid);
}

/** Resolves when there is no process of this id any more. */
export async function untilProcessIsGone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The processes that servers in a folder have noted. */
async function pidsOf(folder: string): Promise<readonly number[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".pid"));
  return Promise.all(names.map(async (name) => Number(await readFile(join(folder, name), "utf8"))));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
