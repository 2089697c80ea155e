import type { CodecChoice } from "@understudy/image-server";

/** What the server was asked for. */
export interface ServeArguments {
  /** `--conf`: the configuration folder. */
  readonly configurationFolder: string;
  /** `--port`; 0 = a free one. @default 8080 */
  readonly port: number;
  /** `--host`: the address to listen on. @default "127.0.0.1" */
  readonly host: string;
  /** `--trust-proxy`: whose forwarding fields are believed (X12): true = all. @default none */
  readonly trustProxy: true | readonly string[] | undefined;
  /** `--server-id`: names the server in `Via`, `CDN-Loop` and the like. @default random */
  readonly serverId: string | undefined;
  /** `--codec`: what decodes and encodes images. @default "auto" */
  readonly codec: CodecChoice;
  /** `--allow-incomplete`: whether to start without parts that are named and missing (X23). @default false */
  readonly allowIncomplete: boolean;
  /** `--processes`: on one port, 1 to 256; `auto` = the number of cores. @default 1 */
  readonly processes: number;
  /**
   * `--process`: which of several processes this one is, from 1. Said by the process that started it.
   * @default none of several
   */
  readonly process: number | undefined;
}
