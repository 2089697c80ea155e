import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { untilProcessIsGone } from "../../test/test-servers.ts";
import { launchServer } from "./launch-server.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "launch-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A command that runs some JavaScript; `{conf}` and `{port}` are in it as they have to be. */
async function script(name: string, source: string): Promise<string> {
  const file = join(folder, `${name}.cjs`);
  await writeFile(file, `const [conf, port] = process.argv.slice(2);\n${source}`);
  return `"${process.execPath}" "${file}" {conf} {port}`;
}

const SERVER = `
  const server = require("node:http").createServer((request, response) => {
    console.log("asked " + request.url);
    response.end(conf);
  });
  server.listen(+port, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));
`;

describe("launching a server", () => {
  test("gives its address and its lines, and ends it", async () => {
    const server = await launchServer({ command: await script("good", SERVER), configurationFolder: folder });
    expect(await (await fetch(`${server.url}/x`)).text()).toBe(folder);
    expect(await server.stdout.waitFor((lines) => lines.find((line) => line === "asked /x"), 5_000)).toBe("asked /x");
    expect(await server.stop()).toBe("signal SIGTERM");
    expect(await server.exited).toBe("signal SIGTERM");
  });

  test.each([
    [
      "exits",
      'console.error("no such file"); process.exit(3);',
      /ended before it was ready \(exit status 3\).*no such file/,
    ],
    ["says something else", 'console.log("hello"); setInterval(() => {}, 1000);', /said "hello" first/],
    [
      "names no address",
      'console.log("listening on port 8080"); setInterval(() => {}, 1000);',
      /said "listening on port/,
    ],
    ["says nothing", "setInterval(() => {}, 1000);", /said nothing within 600 ms/],
  ])("tells that a server %s", async (name, source, message) => {
    const command = await script(name.replaceAll(" ", "-"), source);
    const launched = launchServer({
      command,
      configurationFolder: folder,
      readyTimeoutMs: name === "says nothing" ? 600 : 15_000,
    });
    await expect(launched).rejects.toThrow(message);
    await expect(launched).rejects.toMatchObject({ name: "LaunchError" });
  });

  test("tells that there is no such program", async () => {
    const launched = launchServer({ command: "no-such-program {conf} {port}", configurationFolder: folder });
    await expect(launched).rejects.toThrow(/ended before it was ready \(.*no-such-program/);
  });

  test("kills a server that does not want to end, and what it started", async () => {
    const source = `
      const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      process.on("SIGTERM", () => {});
      ${SERVER}
      server.on("listening", () => console.log(child.pid));`;
    const server = await launchServer({
      command: await script("stubborn", source),
      configurationFolder: folder,
      stopTimeoutMs: 200,
    });
    const child = Number(await server.stdout.waitFor((lines) => lines[0], 5_000));
    expect(await server.stop()).toBe("signal SIGKILL");
    await untilProcessIsGone(child);
  });
});
