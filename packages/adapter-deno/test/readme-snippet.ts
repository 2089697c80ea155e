import { redirectOnError, serve } from "@understudy/adapter-deno";
import { SourceError } from "@understudy/core";

// The primary: any HatTip handler that throws a SourceError when a source is broken.
const images = async ({ request }: { request: Request }) => {
  const { pathname } = new URL(request.url);
  if (pathname.endsWith("/broken")) throw new SourceError("image-corrupt", { source: pathname });
  return new Response(`the primary's own ${pathname}`);
};

const handler = redirectOnError(images, {
  rootUrl: process.env.SECONDARY ?? "http://images-2.example",
  onRecord: (record) => console.log(record.method, record.target, record.status, record.cacheUse),
});
const server = await serve(handler, { port: Number(process.env.PORT ?? 8080) });
console.log(`listening on ${server.url}`);

// Stops accepting, finishes what is under way; the process then ends by itself.
process.once("SIGTERM", () => server.close());
