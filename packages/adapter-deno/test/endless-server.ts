// Deno.serve with createFetchHandler, whose answer never ends. It prints its URL.
import { createFetchHandler } from "@understudy/adapter-deno";

declare const Deno: {
  serve(
    options: { port: number; hostname: string; onListen(address: { port: number }): void },
    handler: ReturnType<typeof createFetchHandler>,
  ): unknown;
};

Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  createFetchHandler(
    () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(5)) })),
  ),
);
