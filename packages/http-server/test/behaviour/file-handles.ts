import { once } from "node:events";
import { connect, type Socket } from "node:net";
import process from "node:process";
import { startProcess } from "@understudy/conformance/launcher";
import { describe, expect, test, vi } from "vitest";
import { rawRequest } from "../raw-client.ts";
import { scriptCommand } from "../script-process.ts";
import type { TestedAdapter } from "../tested-adapter.ts";

const LIMIT = 256;

export function describeFileHandles({ packageName }: TestedAdapter): void {
  // A limit is set by a shell.
  describe.skipIf(process.platform === "win32")("out of file handles", () => {
    async function underLimit(env: Record<string, string>) {
      const script = scriptCommand(packageName, new URL("../idle-server.ts", import.meta.url));
      const limited = startProcess({
        command: ["sh", "-c", `ulimit -n ${LIMIT}; exec "$0" "$@"`, ...script],
        env,
      });
      return { limited, url: (await limited.stdout.waitFor((lines) => lines[0], 30_000))! };
    }

    /** Rejects when there is no answer within a second. */
    async function served(url: string): Promise<void> {
      const late = new Promise<string>((resolve) => setTimeout(resolve, 1000, "nothing within a second"));
      expect(await Promise.race([rawRequest(url, "GET / HTTP/1.1\nHost: a"), late])).toContain("served");
    }

    const ports: [name: string, env: Record<string, string>][] = [["a port of its own", {}]];
    if (packageName === "@understudy/adapter-deno") ports.push(["a shared port", { SHARED: "1" }]);

    test.each(ports)(
      "idle connections beyond the limit, which then close: it serves again, on %s",
      async (_name, env) => {
        const { limited, url } = await underLimit(env);
        const sockets: Socket[] = [];
        try {
          await served(url);
          // In its first second Deno opens sockets for signals, and panics when it cannot.
          await new Promise((resolve) => setTimeout(resolve, 1500));
          const { hostname, port } = new URL(url);
          for (let opened = 0; opened < LIMIT + 100; opened++) {
            const socket = connect(Number(port), hostname).on("error", () => {});
            sockets.push(socket);
            if (opened % 50 === 0) await once(socket, "connect");
          }
          await new Promise((resolve) => setTimeout(resolve, 1500));
          for (const socket of sockets) socket.destroy();
          // What waits in the queue of a listener that has died is lost with it; what comes later is not.
          await vi.waitFor(() => served(url), { timeout: 10_000, interval: 100 });
          if (packageName === "@understudy/adapter-deno") {
            expect(limited.output.lines.join("\n")).toContain(
              "accepts no more connections; it is closed and opened again",
            );
          }
        } finally {
          for (const socket of sockets) socket.destroy();
          await limited.stop();
        }
      },
    );
  });
}
