import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { untilLine } from "@understudy/conformance/launcher";
import { expect, test } from "vitest";
import { rawRequest } from "../raw-client.ts";
import { startScript } from "../script-process.ts";
import type { AdapterName } from "../tested-adapter.ts";

/** @param folder the package's */
export function describeReadme(packageName: AdapterName, folder: URL): void {
  test("the README's example does what it says", async () => {
    const snippetFile = new URL("test/readme-snippet.ts", folder);
    const readme = await readFile(new URL("README.md", folder), "utf8");
    expect(readme).toContain((await readFile(snippetFile, "utf8")).trimEnd());

    const secondary = createServer((_request, response) => response.end("the secondary's"));
    await new Promise<void>((resolve) => secondary.listen(0, "127.0.0.1", resolve));
    const rootUrl = `http://127.0.0.1:${(secondary.address() as AddressInfo).port}`;
    const script = startScript(packageName, snippetFile, { PORT: "0", SECONDARY: rootUrl });
    try {
      const url = (await untilLine(script, script.stdout, /^listening on (\S+)/))[1]!;
      expect(await rawRequest(url, "GET /whole HTTP/1.1\nHost: a")).toContain("the primary's own /whole");
      expect(await rawRequest(url, "GET /broken HTTP/1.1\nHost: a")).toContain("the secondary's");
      const { status } = await script.stop();
      expect(script.output.lines).toContain("GET /broken 200 REMOTE");
      expect(status).toBe(0);
    } finally {
      await script.stop();
      secondary.close();
      secondary.closeAllConnections();
    }
  });
}
