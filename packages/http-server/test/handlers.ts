import type { TestHandler } from "./tested-adapter.ts";

/** Answers by the last part of the path. */
export const byLastPartOfPath: TestHandler = async (context) => {
  const { pathname } = new URL(context.request.url);
  if (pathname.endsWith("/pass")) {
    context.passThrough();
    return new Response("a placeholder", { status: 404 });
  }
  if (pathname.endsWith("/throw")) throw new Error("thrown by the handler");
  if (pathname.endsWith("/itself")) {
    context.passThrough();
    context.platform.response.end("written by the handler");
    return new Response(null);
  }
  const headers = { "set-cookie": "handler=1" };
  return new Response(`handled ${pathname} ${await context.request.text()}`, { headers });
};
