import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { untilProcessIsGone } from "../../test/test-servers.ts";

/** A server that notes its process. */
const server = (pidFile: string) => `
  require("node:fs").writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
  const server = require("node:http").createServer();
  server.listen(0, "127.0.0.1", () => console.log("listening on http://127.0.0.1:" + server.address().port));
`;

test("no server is left behind by a process that is killed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "guard-"));
  try {
    const pidFile = join(folder, "pid");
    const script = join(folder, "server.cjs");
    await writeFile(script, server(pidFile));
    const parent = join(folder, "parent.ts");
    const options = JSON.stringify({
      command: `"${process.execPath}" "${script}" {conf} {port}`,
      configurationFolder: folder,
    });
    await writeFile(
      parent,
      `import { launchServer } from ${JSON.stringify(new URL("./launch-server.ts", import.meta.url).href)};
       launchServer(${options}).then(() => process.kill(process.pid, "SIGKILL"));`,
    );
    const runner = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), parent], { stdio: "inherit" });
    expect(await new Promise((resolve) => runner.once("exit", (_, signal) => resolve(signal)))).toBe("SIGKILL");
    await untilProcessIsGone(Number(await readFile(pidFile, "utf8")));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
