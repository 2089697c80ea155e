import { execFileSync } from "node:child_process";
import { Agent, get } from "node:http";
import type { LaunchedServer } from "@understudy/conformance";
import { expect } from "vitest";
import { looksComplete, type Secondary } from "../../tools/outside/secondary.ts";
import type { Example } from "./examples.ts";

/** What a check may look at. */
export interface Running {
  readonly example: Example;
  readonly server: LaunchedServer;
  readonly secondary: Secondary;
  /** The bytes of the good image. */
  readonly good: Uint8Array;
}

type Check = (running: Running) => Promise<void>;

/** The same for every example: what it does, by what a user sees. */
export const CHECKS: Readonly<Record<string, Check>> = {
  "a good image goes out whole": async ({ example, server, secondary, good }) => {
    const response = await fetch(`${server.url}/red-shoe`);
    const body = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
    if (example.renders) expect([...body.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    else expect(Buffer.compare(body, good)).toBe(0);
    expect(secondary.requests.length).toBe(0);
  },
  "a good image has its length": hasLength("/red-shoe"),
  "the secondary's answer has its length": hasLength("/blue-shoe?of=length"),
  "a missing image is redirected": redirected("/blue-shoe"),
  "an image that is cut short is redirected": redirected("/green-shoe"),
  "an image with zeros in the middle is redirected": redirected("/grey-shoe"),
  "an image that cannot be read is redirected": redirected("/white-shoe"),
  "an image whose colour profile is damaged is redirected": redirected("/gold-shoe"),
  "nothing of it is kept: the next request goes to the secondary, too": async ({ server, secondary }) => {
    for (const _ of [1, 2]) await (await fetch(`${server.url}/blue-shoe?of=again`)).text();
    expect(secondary.requests.filter(({ url }) => url === "/blue-shoe?of=again")).toHaveLength(2);
  },
  "HEAD is redirected as HEAD": async ({ server, secondary }) => {
    const response = await fetch(`${server.url}/blue-shoe?of=head`, { method: "HEAD" });
    const { method } = await secondary.asked("/blue-shoe?of=head");
    expect([response.status, method]).toEqual([200, "HEAD"]);
  },
  "an image that is in no catalog is a 404 of its own": local("/no-shoe", 404),
  "a bad request is answered here": local("/red%20shoe", 400),
  "no file handles left: answered here, as it is not the image that is broken": async (running) => {
    const { server, secondary } = running;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      expect((await getWith(agent, `${server.url}/red-shoe`)).status).toBe(200);
      const asked = secondary.requests.length;
      const restore = takeFileHandles(server.pid);
      try {
        const { status, body } = await getWith(agent, `${server.url}/red-shoe`);
        expect(status).toBe(503);
        expectNoPath(body);
      } finally {
        restore();
      }
      expect(secondary.requests.length).toBe(asked);
      expect((await getWith(agent, `${server.url}/red-shoe`)).status).toBe(200);
    } finally {
      agent.destroy();
    }
  },
  "the secondary gets the client's address": async ({ server, secondary }) => {
    await (await fetch(`${server.url}/blue-shoe?of=address`)).text();
    const { headers } = await secondary.asked("/blue-shoe?of=address");
    expect(headers["x-forwarded-for"]).toMatch(/^(?:::ffff:)?127\.0\.0\.1$/);
  },
  "the access record is right": async ({ server }) => {
    const body = await (await fetch(`${server.url}/blue-shoe?of=record`)).text();
    const line = await server.stdout.waitFor(
      (lines) => lines.find((one) => one.includes("/blue-shoe?of=record")),
      5_000,
    );
    expect(JSON.parse(line ?? "null")).toMatchObject({
      method: "GET",
      status: 200,
      cacheUse: "REMOTE",
      bodyBytes: body.length,
    });
  },
  "what is answered here is recorded as the client got it, or not at all": async ({ example, server }) => {
    const { status, body } = await getWith(new Agent(), `${server.url}/no-shoe?of=record`);
    await (await fetch(`${server.url}/blue-shoe?of=next`)).text();
    await server.stdout.waitFor((lines) => lines.find((one) => one.includes("/blue-shoe?of=next")), 5_000);
    const records = server.stdout.lines.filter((one) => one.includes("/no-shoe?of=record"));
    const expected = example.logsItself ? [] : [expect.objectContaining({ status, bodyBytes: body.length })];
    expect(records.map((line) => JSON.parse(line))).toEqual(expected);
  },
  "a compressed answer of the secondary can be read": async ({ server }) => {
    const response = await fetch(`${server.url}/blue-shoe?of=gzip`);
    expect(await response.text()).toBe("the secondary's /blue-shoe?of=gzip");
  },
  "a broken transfer never looks complete": async ({ server }) => {
    for (const how of ["cut-length", "cut-chunked"]) {
      expect(await looksComplete(`${server.url}/blue-shoe?of=${how}`), how).toBe(false);
    }
  },
};

function redirected(path: string): Check {
  return async ({ server, secondary }) => {
    const response = await fetch(server.url + path);
    const body = await response.text();
    expect([response.status, body]).toEqual([200, `the secondary's ${path}`]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(response.headers.get("cache-status")).toMatch(/fwd=miss/);
    expect(secondary.requests.filter(({ url }) => url === path)).toHaveLength(1);
  };
}

function hasLength(path: string): Check {
  return async ({ server }) => {
    const response = await fetch(server.url + path);
    const body = await response.arrayBuffer();
    expect(response.headers.get("content-length")).toBe(String(body.byteLength));
  };
}

function local(path: string, status: number): Check {
  return async ({ server, secondary }) => {
    const asked = secondary.requests.length;
    const response = await fetch(server.url + path);
    expect(response.status).toBe(status);
    expectNoPath(await response.text());
    expect(secondary.requests.length).toBe(asked);
  };
}

/** What a client reads names no file of the server. */
function expectNoPath(text: string): void {
  expect(text).not.toMatch(/images\/|\.jpg|node_modules|\.ts\b/);
}

/** From now on a process can open nothing more (Linux). @returns gives it back what it had */
function takeFileHandles(pid: number): () => void {
  const limit = (value: string) => execFileSync("prlimit", ["--pid", String(pid), `--nofile=${value}`]);
  const [soft = ""] = execFileSync("prlimit", ["--pid", String(pid), "--nofile", "--noheadings", "--output=SOFT"])
    .toString()
    .trim()
    .split(/\s+/);
  limit("3:");
  return () => void limit(`${soft}:`);
}

function getWith(agent: Agent, url: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let body = "";
      response.setEncoding("latin1").on("data", (piece: string) => {
        body += piece;
      });
      response.on("error", reject).on("end", () => resolve({ status: response.statusCode, body }));
    }).on("error", reject);
  });
}
