import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { TOUR } from "./tour.ts";

const START = fileURLToPath(new URL("./start.ts", import.meta.url));
const READY = "Ctrl-C ends all servers";
const TIME_LIMIT_MS = 90_000;

const started: Run[] = [];

afterEach(async () => {
  for (const run of started.splice(0)) await end(run);
});

async function end(run: Run): Promise<void> {
  if (run.child.exitCode === null && run.child.signalCode === null) run.child.kill("SIGTERM");
  await run.ended;
}

/** `npm start` under way: what it wrote, and how to wait for more. */
interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly ended: Promise<number | null>;
  /** Resolves with the first line that a test accepts, of those written and those to come. */
  line(accept: (line: string) => boolean): Promise<string>;
}

/** One that ends with the test. */
function start(...args: string[]): Run {
  const run = startShop(...args);
  started.push(run);
  return run;
}

function startShop(...args: string[]): Run {
  const child = spawn(process.execPath, ["-C", "@understudy/source", "--import", "tsx", START, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  const waiting = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const run: Run = {
    child,
    lines,
    ended,
    line: (accept) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = lines.find(accept);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended, having written:\n${lines.join("\n")}`)));
      }),
  };
  return run;
}

const ready = (run: Run) => run.line((line) => line.includes(READY));
const processOf = (run: Run, name: string) =>
  Number(run.lines.map((line) => new RegExp(`^${name} .*\\(process (\\d+)\\)`).exec(line)?.[1]).find(Boolean));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the shop", () => {
  let other: Server;
  let taken: number;
  let run: Run;
  beforeAll(async () => {
    other = createServer();
    taken = await new Promise<number>((resolve) =>
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port)),
    );
    run = startShop("--port", "0", "--secondary-port", String(taken), "--unaided-port", "0");
    await ready(run);
  }, TIME_LIMIT_MS);
  afterAll(async () => {
    await end(run);
    await new Promise((resolve) => other.close(resolve));
  });

  it("takes another port, and says so, when one is taken", () => {
    expect(run.lines).toContain(`port ${taken} is taken; the secondary picks another one`);
  });

  it("serves a page that shows the products, and every broken source with its picture", {
    timeout: TIME_LIMIT_MS,
  }, async () => {
    const page = run.lines
      .find((line) => line.startsWith("the shop"))!
      .split(/ +/)
      .at(-1)!;
    expect(new URL(page).pathname).toBe("/");
    const html = await (await fetch(page)).text();
    const pictures = [...html.matchAll(/<img src="([^"]+)"/g)].map(([, src]) => src!.replaceAll("&amp;", "&"));
    expect(pictures.length).toBeGreaterThan(15);
    for (const src of pictures) {
      const answer = await fetch(new URL(src, page));
      expect([answer.status, answer.headers.get("content-type")?.split("/")[0]], src).toEqual([200, "image"]);
      await answer.arrayBuffer();
    }
  });

  it("shows every rule at the address that it prints, logs it, and ends all servers at Ctrl-C", {
    timeout: TIME_LIMIT_MS,
  }, async () => {
    const stops = run.lines.filter((line) => /^[RX]\d\d {2}http/.test(line) && !line.includes("kill -"));
    expect(stops).toHaveLength(TOUR.length);

    const secondary = run.lines.find((line) => line.startsWith("secondary  http"))!.split(/ +/)[1]!;
    for (const [index, stop] of TOUR.entries()) {
      const printed = stops[index]!;
      expect(printed).toContain(stop.expect);
      const address = printed.split("  ")[1]!;
      const response = await fetch(address);
      const body = new Uint8Array(await response.arrayBuffer());
      expect(response.status, printed).toBe(stop.status);
      expect(response.headers.get("content-type")?.split(";")[0], printed).toBe(stop.type);
      expect(body.length, printed).toBeGreaterThan(0);
      expect(response.headers.get("cache-status") !== null, printed).toBe(stop.remote);

      const { pathname, search } = new URL(address);
      const asked = `GET ${pathname.replaceAll("%", "%25")}${search.replaceAll("%", "%25")} `;
      const logged = await run.line((line) => line.startsWith(stop.server) && line.includes(asked));
      expect(logged, printed).toContain(`| ${stop.status} `);
      expect(logged.includes(" REMOTE - "), logged).toBe(stop.remote);
      if (stop.remote) {
        await run.line((line) => line.startsWith("secondary") && line.includes(asked));
        const direct = await fetch(new URL(`${pathname}${search}`, secondary));
        expect(body, `${printed}, byte for byte`).toEqual(new Uint8Array(await direct.arrayBuffer()));
      }
    }

    // R11: nothing of it was kept, so the same address is forwarded again.
    const again = stops[TOUR.findIndex(({ rule }) => rule === "R11")]!.split("  ")[1]!;
    const { search } = new URL(again);
    await (await fetch(again)).arrayBuffer();
    await expect
      .poll(() =>
        run.lines.filter((line) => line.startsWith("primary") && line.includes(` REMOTE `) && line.includes(search)),
      )
      .toHaveLength(2);

    const pids = ["primary", "secondary", "unaided"].map((name) => processOf(run, name));
    expect(pids.map(isAlive)).toEqual([true, true, true]);
    run.child.kill("SIGINT");
    expect(await run.ended).toBe(0);
    expect(pids.map(isAlive)).toEqual([false, false, false]);
  });
});

it("answers with a text error when the secondary is silent, also where there is a default image", {
  timeout: TIME_LIMIT_MS,
}, async () => {
  const run = start("--port", "0", "--secondary-port", "0", "--unaided-port", "0");
  await ready(run);
  const secondary = processOf(run, "secondary");
  const addresses = run.lines.filter((line) => line.includes("?wid=803")).map((line) => line.split("  ")[1]!);
  expect(addresses).toHaveLength(2);
  process.kill(secondary, "SIGSTOP");
  const answers = await Promise.all(addresses.map((address) => fetch(address)));
  for (const answer of answers) {
    expect(answer.status).toBe(504);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
  }
  // Ends even so: a paused process takes no SIGTERM.
  run.child.kill("SIGTERM");
  expect(await run.ended).toBe(0);
  expect(isAlive(secondary)).toBe(false);
});

it("stops the primary and fails when the secondary dies", { timeout: TIME_LIMIT_MS }, async () => {
  const run = start("--port", "0", "--secondary-port", "0", "--unaided-port", "0");
  await ready(run);
  process.kill(processOf(run, "secondary"), "SIGKILL");
  expect(await run.ended).toBe(1);
  expect(run.lines).toContain("the secondary ended by SIGKILL; the others are stopped too");
  expect(isAlive(processOf(run, "primary"))).toBe(false);
});

it.each([
  [["--port", "80800"], '--port is "80800"; allowed: whole numbers from 0 to 65535'],
  [["--secondary-port", "x"], '--secondary-port is "x"; allowed: whole numbers from 0 to 65535'],
  [["--runtime", "abacus"], '--runtime is "abacus"; allowed are node'],
  [["--processes", "0"], '--processes is "0"; allowed are 1 to 256, and auto'],
  [["--prot", "1"], "the option --prot is not known; did you mean --port?"],
])("refuses %j and says what is allowed", async (args, message) => {
  const run = start(...args);
  expect(await run.ended).toBe(2);
  expect(run.lines.join("\n")).toContain(message);
});
