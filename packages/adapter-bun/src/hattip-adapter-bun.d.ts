// The types of @hattip/adapter-bun bring in bun-types, which change global types (fetch, streams) for the whole
// program.
import type { HattipHandler } from "@hattip/core";
import type { BunServer } from "./fetch-handler.ts";

export interface BunPlatformInfo {
  readonly name: "bun";
  readonly server: BunServer;
}

export interface BunAdapterOptions {
  readonly staticDir?: string;
  readonly trustProxy?: boolean;
}

export default function bunAdapter(
  handler: HattipHandler<BunPlatformInfo>,
  options?: BunAdapterOptions,
): { fetch(request: Request, server: BunServer): Promise<Response> };
