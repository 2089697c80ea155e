import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HattipHandler } from "@hattip/core";
import { describe, expect, onTestFinished, test } from "vitest";
import { createLineFeed } from "../launcher/line-feed.ts";
import { runConformance } from "./run-conformance.ts";
import type { StartTarget } from "./target.ts";

/** A primary that sends everything to the secondary, in the simplest way; `change` spoils it. */
function startSimple(change: { dropBody?: boolean; skipLog?: boolean; status?: number } = {}): StartTarget {
  return async ({ configurationFolder }) => {
    const log = createLineFeed();
    const text = await readFile(join(configurationFolder, "PlatformServer.conf"), "utf8");
    const root = /rootUrl=(\S+)/.exec(text)?.[1];
    const handler: HattipHandler = async ({ request }) => {
      const { pathname, search } = new URL(request.url);
      const answer = await fetch(`${root}${pathname}${search}`, { headers: request.headers });
      const tag = request.headers.get("x-case");
      if (!change.skipLog) {
        log.push(`conformance-log tag=${tag} status=200 cacheUse=REMOTE peerServer=- processingStatus=0 exception=-`);
      }
      return new Response(change.dropBody ? null : answer.body, { status: change.status ?? answer.status });
    };
    return { handler, log, runtime: "node 20.0.0", stop: async () => log.end() };
  };
}

const BASIC = "r01-catalogued-image-missing";

describe("a run", () => {
  test("passes what is right", async () => {
    const results = await runConformance({ name: "simple", start: startSimple(), only: [BASIC] });
    expect(results).toMatchObject({ name: "simple", runtime: "node 20.0.0", ok: true, counts: { pass: 1, fail: 0 } });
  });

  test("says what was expected and what came", async () => {
    const results = await runConformance({
      name: "spoilt",
      start: startSimple({ status: 404, dropBody: true }),
      only: [BASIC],
    });
    expect(results.ok).toBe(false);
    expect(results.cases[0]).toMatchObject({ id: BASIC, outcome: "fail" });
    expect(results.cases[0]!.mismatches.slice(0, 1)).toEqual([
      { where: "request 1, client, status", expected: "200", got: "404", rules: ["R01"] },
    ]);
    expect(results.cases[0]!.mismatches[1]).toMatchObject({ where: "request 1, client, body" });
    const { configuration, requests } = results.cases[0]!.evidence!;
    expect(configuration).toMatchObject({ name: "standard" });
    expect(configuration.properties).toContain("errorRedirect.connectTimeout=1500");
    expect(requests).toMatchObject([
      {
        request: 1,
        sent: expect.arrayContaining([`X-Case: ${BASIC}.1`]),
        received: expect.arrayContaining([expect.stringMatching(/^HTTP\/1\.1 404/)]),
        secondaryGot: [expect.arrayContaining([`X-Case: ${BASIC}.1`])],
        curl: expect.stringContaining("curl -i "),
      },
    ]);
  });

  test("misses a log line", async () => {
    const results = await runConformance({
      name: "silent",
      start: startSimple({ skipLog: true }),
      only: [BASIC],
      logWaitMs: 200,
    });
    expect(results.cases[0]!.mismatches).toEqual([
      { where: "request 1, access log, lines", expected: "1", got: "fewer than that within 200 ms", rules: ["R10"] },
    ]);
  });

  test("shows a log line that cannot be read", async () => {
    const results = await runConformance({
      name: "free form",
      start: async (setup) => {
        const target = await startSimple()(setup);
        const log = createLineFeed();
        log.push(`GET for ${BASIC}.1 was fine`);
        return { ...target, log };
      },
      only: [BASIC],
      logWaitMs: 200,
    });
    expect(results.cases[0]!.mismatches[0]!.got).toContain(
      `1 lines of the log cannot be read, such as "GET for ${BASIC}.1 was fine"`,
    );
  });

  test("keeps the configuration folders when it is to, and names them", async () => {
    const workFolder = await mkdtemp(join(tmpdir(), "kept-"));
    onTestFinished(() => rm(workFolder, { recursive: true, force: true }));
    const spoilt = { name: "x", start: startSimple({ status: 404 }), only: [BASIC], workFolder };
    await runConformance(spoilt);
    expect(await readdir(workFolder)).toEqual([]);
    const results = await runConformance({ ...spoilt, keep: true });
    const folder = results.cases[0]!.evidence!.configuration.folder!;
    expect(await readdir(folder)).toContain("PlatformServer.conf");
  });

  test("of the manual only leaves the rules of our own out", async () => {
    const options = { name: "x", start: startSimple(), only: [BASIC], profile: "manual" } as const;
    expect(await runConformance(options)).toMatchObject({ profile: "manual", selected: [BASIC], ok: true });
    await expect(runConformance({ ...options, only: ["x07-head"] })).rejects.toThrow("is no case");
    await expect(runConformance({ ...options, profile: "mine" as never })).rejects.toThrow(
      'profile is "mine"; allowed',
    );
  });

  test("skips what depends on a case that failed, and runs what a chosen case depends on", async () => {
    const results = await runConformance({ name: "spoilt", start: startSimple({ status: 404 }), only: ["r01-head"] });
    expect(results.cases.map(({ id, outcome, reason }) => [id, outcome, reason])).toEqual([
      [BASIC, "fail", undefined],
      ["r01-head", "skip", `it depends on ${BASIC}, which ended with fail`],
    ]);
  });

  test("tries what depends on a case that is right but for its log line", async () => {
    const only = ["r01-commands-go-along"];
    const results = await runConformance({ name: "quiet", start: startSimple({ skipLog: true }), only, logWaitMs: 50 });
    const outcomes = results.cases.map(({ id, outcome, mismatches }) => [
      id,
      outcome,
      mismatches.map(({ rules }) => rules),
    ]);
    expect(outcomes).toEqual([BASIC, ...only].map((id) => [id, "fail", [["R10"]]]));
  });

  test("tells a server that does not start from a rule that fails", async () => {
    const start: StartTarget = () => Promise.reject(new Error("no such server"));
    const results = await runConformance({ name: "none", start, only: ["R12"] });
    expect(results.ok).toBe(false);
    expect(new Set(results.cases.map(({ outcome, reason }) => `${outcome}: ${reason}`))).toEqual(
      new Set(["setup-failure: no such server"]),
    );
  });

  test("tells a server that ends in the middle from the cases that were not tried any more", async () => {
    let crash: (how: string) => void = () => {};
    const exited = new Promise<string>((resolve) => {
      crash = resolve;
    });
    const start: StartTarget = async () => ({
      handler: () => {
        crash("signal SIGSEGV");
        throw new Error("crashed");
      },
      log: createLineFeed(),
      exited,
      stop: async () => {},
    });
    const results = await runConformance({ name: "crash", start, only: ["R07"], concurrency: 1, logWaitMs: 50 });
    const [first, ...rest] = results.cases;
    expect(first).toMatchObject({
      outcome: "fail",
      mismatches: expect.arrayContaining([expect.objectContaining({ where: "server" })]),
    });
    for (const { outcome, reason } of rest) {
      expect([outcome, reason]).toEqual(["setup-failure", "the server has ended by itself (signal SIGSEGV)"]);
    }
  });

  test("expects a known gap to fail, and goes red when it is gone", async () => {
    const knownGaps = [{ id: BASIC, reason: "the platform", link: "http://tracker.example/1" }];
    const failing = await runConformance({
      name: "gap",
      start: startSimple({ status: 404 }),
      only: [BASIC],
      knownGaps,
    });
    expect([failing.ok, failing.cases[0]!.outcome]).toEqual([true, "expected-failure"]);
    const mended = await runConformance({ name: "gap", start: startSimple(), only: [BASIC], knownGaps });
    expect([mended.ok, mended.cases[0]!.outcome]).toEqual([false, "unexpected-pass"]);
    expect(mended.cases[0]!.reason).toBe("known gap is gone: the platform (http://tracker.example/1)");
  });

  test("asserts the runtime when it is told which", async () => {
    const only = ["runtime-is-the-expected-one"];
    const wrong = await runConformance({ name: "x", start: startSimple(), only, expectRuntime: "bun" });
    expect(wrong.cases[0]!.mismatches[0]).toEqual({ where: "runtime", expected: "bun", got: "node 20.0.0" });
    const untold = await runConformance({ name: "x", start: startSimple(), only });
    expect(untold.cases[0]!.outcome).toBe("skip");
  });

  test.each([
    [{ concurency: 2 }, "options.concurency is unknown; did you mean concurrency? allowed: name, start, offers"],
    [{ concurrency: 0 }, "concurrency is 0; allowed: whole numbers from 1 to 1000"],
    [{ logWaitMs: "5" }, 'logWaitMs is "5"; allowed: whole numbers from 0 to 2147483647'],
  ])("refuses the options %j", async (more, message) => {
    await expect(runConformance({ name: "x", start: startSimple(), ...more } as never)).rejects.toThrow(message);
  });

  test.each([{ only: ["R99"] }, { knownGaps: [{ id: "no-such-case", reason: "x" }] }])(
    "refuses unknown ids: %j",
    async (more) => {
      await expect(runConformance({ name: "x", start: startSimple(), ...more })).rejects.toThrow(
        /is no case; allowed are/,
      );
    },
  );
});
