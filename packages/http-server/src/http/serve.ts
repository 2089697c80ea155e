import { createServer as createHttpServer, type ServerOptions, type Server as WebServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { HattipHandler } from "@hattip/core";
import { SecondaryTransport } from "../client/secondary-transport.ts";
import { createErrorReporter } from "../error-reporter.ts";
import { type ResolvedServeOptions, resolveServeOptions, type ServeOptions, type TlsOptions } from "../options.ts";
import { answerBrokenRequests } from "./broken-request.ts";
import { createGracefulShutdown } from "./graceful-shutdown.ts";
import type { HttpRuntime } from "./http-runtime.ts";
import { listen, reachableHost, serverUrl } from "./listen.ts";
import { watchListener } from "./listener-watch.ts";
import { createHttpMiddleware, type HttpMiddleware, type HttpPlatform } from "./middleware.ts";
import { checkTlsMaterial } from "./tls-material.ts";

/** A server that listens. */
export interface Server {
  /** Where it can be reached: `http://127.0.0.1:3000`, without a slash at the end. */
  readonly url: string;
  /**
   * Stops accepting, closes idle connections, finishes requests in progress, and after `shutdownTimeoutMs` cuts the
   * rest. Resolves when every connection is closed. It may be called more than once.
   */
  readonly close: () => Promise<void>;
}

/**
 * Serves a HatTip handler over HTTP/1.1.
 *
 * Signals are left to the application: it calls {@link Server.close}.
 *
 * @throws {OptionError} for a bad option (the promise is rejected)
 * @throws {Error} with the system's `code`, `EADDRINUSE` for one, when it cannot listen
 */
export async function serveHttp<Name extends string>(
  handler: HattipHandler<HttpPlatform<Name>>,
  options: ServeOptions,
  runtime: HttpRuntime<Name>,
): Promise<Server> {
  const settings = resolveServeOptions(options);
  const report = createErrorReporter(settings.onError);
  const secondary = new SecondaryTransport(settings);
  const server = createServer(createHttpMiddleware(handler, settings, runtime, undefined, secondary), settings);
  const shutDown = createGracefulShutdown(server, settings.shutdownTimeoutMs, runtime);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= shutDown().then(() => secondary.close());
    return closed;
  };
  const port = await listen(server, settings, runtime);
  // Such as no file handle left for a new connection. Without a listener it would end the process.
  server.on("error", (error) => report(error, undefined));
  const endWatch = lookAfter(server, { ...settings, port }, runtime, (error) => report(error, undefined));
  return {
    url: serverUrl(settings.tls ? "https" : "http", settings.host, port),
    close() {
      endWatch();
      return close();
    },
  };
}

/** Where the runtime's listeners may die. @returns a function that ends it */
function lookAfter(
  server: WebServer,
  settings: ResolvedServeOptions,
  runtime: HttpRuntime,
  report: (error: Error) => void,
): () => void {
  const { listenerMayDie } = runtime;
  const { port, reusePort } = settings;
  const host = reachableHost(settings.host);
  if (!listenerMayDie?.mayConnect(host, port)) return () => {};
  let ended = false;
  const endWatch = watchListener({
    server,
    host,
    port,
    shared: reusePort,
    report,
    async listenAgain() {
      listenerMayDie.closeListener(server);
      await listen(server, settings, runtime);
      if (ended) listenerMayDie.closeListener(server);
    },
  });
  return () => {
    ended = true;
    endWatch();
  };
}

function createServer(listener: HttpMiddleware, settings: ResolvedServeOptions): WebServer {
  const { headersTimeoutMs, requestTimeoutMs, tls } = settings;
  const shortest = Math.min(headersTimeoutMs || Number.POSITIVE_INFINITY, requestTimeoutMs || Number.POSITIVE_INFINITY);
  const serverOptions: ServerOptions = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    // The limits are enforced when they are checked, in node by default every 30 s.
    connectionsCheckingInterval: Math.min(Math.max(Math.ceil(shortest / 4), 50), 5_000),
    keepAliveTimeout: settings.keepAliveTimeoutMs,
    maxHeaderSize: settings.maxHeaderBytes,
  };
  const server = tls ? createTlsServer(listener, tls, serverOptions) : createHttpServer(serverOptions, listener);
  // By default node drops what is beyond the thousandth field without a word; bytes are limited anyway.
  server.maxHeadersCount = 0;
  answerBrokenRequests(server);
  return server;
}

function createTlsServer(listener: HttpMiddleware, tls: TlsOptions, options: ServerOptions): WebServer {
  checkTlsMaterial(tls);
  const { key, cert, ca, passphrase } = tls;
  return createHttpsServer(
    {
      ...options,
      handshakeTimeout: options.headersTimeout || 120_000,
      key: key as string | Buffer,
      cert: cert as string | Buffer,
      ...(ca === undefined ? {} : { ca: ca as string | Buffer }),
      ...(passphrase === undefined ? {} : { passphrase }),
    },
    listener,
  );
}
