import { createServer } from "node:net";

/** Whether a port of 127.0.0.1 can be listened on; 0 always can. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** The wanted port, or 0 (the server picks one) with a notice when another program has it. */
export async function freePort(name: string, wanted: number, notice: (line: string) => void): Promise<number> {
  if (await isPortFree(wanted)) return wanted;
  notice(`port ${wanted} is taken; the ${name} picks another one`);
  return 0;
}
