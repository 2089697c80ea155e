import { EventEmitter, once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type WatchedListener, watchListener } from "./listener-watch.ts";

const TIMES = { intervalMs: 20, patienceMs: 20 };

describe("watchListener", () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  async function listening(): Promise<{ server: Server; port: number; sockets: Set<Socket> }> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => {}).once("close", () => sockets.delete(socket));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    ends.push(() => server.close());
    return { server, port: (server.address() as AddressInfo).port, sockets };
  }

  /** Resolves with what is reported. */
  function watch(listener: Pick<WatchedListener, "server" | "port"> & Partial<WatchedListener>) {
    const reports: string[] = [];
    let again = 0;
    const end = watchListener(
      {
        host: "127.0.0.1",
        shared: false,
        report: (error) => reports.push(error.message),
        listenAgain: async () => {
          again += 1;
        },
        ...listener,
      },
      TIMES,
    );
    ends.push(end);
    return { reports, again: () => again, end };
  }

  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  test("a listener that accepts is left alone, and the connections to it are closed", async () => {
    const { server, port, sockets } = await listening();
    let came = 0;
    server.on("connection", () => {
      came += 1;
    });
    const { reports, again, end } = watch({ server, port });
    await until(() => came > 3);
    expect([reports, again()]).toEqual([[], 0]);
    end();
    await until(() => sockets.size === 0);
  });

  test("nothing is tried while connections come anyway", async () => {
    const server = new EventEmitter();
    const others = setInterval(() => server.emit("connection"), 2);
    ends.push(() => clearInterval(others));
    const { server: listener, port } = await listening();
    let tried = 0;
    listener.on("connection", () => {
      tried += 1;
    });
    const { again } = watch({ server, port });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect([tried, again()]).toEqual([0, 0]);
  });

  test("one that does not accept listens again, and it is said", async () => {
    // The kernel takes the connection, and the server never hears of it.
    const { port } = await listening();
    const { reports, again } = watch({ server: new EventEmitter(), port });
    await until(() => again() > 0);
    expect(reports[0]).toBe(
      `the listener at 127.0.0.1:${port} accepts no more connections; it is closed and opened again`,
    );
  });

  test("one that could not listen again tries it until it can, without another look", async () => {
    const { port } = await listening();
    let tries = 0;
    const { reports } = watch({
      server: new EventEmitter(),
      port,
      listenAgain: async () => {
        tries += 1;
        if (tries < 3) throw new Error(`the port is in use, ${tries}`);
      },
    });
    await until(() => tries === 3);
    expect(reports.slice(1)).toEqual(["the port is in use, 1", "the port is in use, 2"]);
  });

  test("on a shared port several are tried, as others may accept them", async () => {
    const { server, port } = await listening();
    const own = new EventEmitter();
    let came = 0;
    server.on("connection", () => {
      came += 1;
      // One of five is this process's.
      if (came % 5 === 0) own.emit("connection");
    });
    const { reports, again } = watch({ server: own, port, shared: true });
    await until(() => came > 20);
    expect([reports, again()]).toEqual([[], 0]);
  });

  test("nothing happens once it is ended", async () => {
    const { port } = await listening();
    const { again, end } = watch({ server: new EventEmitter(), port });
    end();
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(again()).toBe(0);
  });
});
