import type { OptionNames } from "@understudy/core/adapter";
import type { CodecChoice } from "./imaging/codec/codec-choice.ts";

/** How images are decoded and rendered. */
export interface RendererOptions {
  /**
   * What decodes and encodes: `sharp` is faster and knows more formats but has to be installed; `auto` takes it where
   * it is.
   * @default "auto"
   */
  readonly codec?: CodecChoice | undefined;
  /** Renderings at a time, each in a worker of its own, from 1. @default the number of cores, at least 2 */
  readonly maxConcurrentRenders?: number | undefined;
  /**
   * Renderings that wait for their turn, from 0. Of more, the latest of the client with the most waiting is answered
   * 503. @default 256
   */
  readonly maxQueuedRenders?: number | undefined;
  /**
   * Renderings of one client's address at a time, from 0 = as many as there are. Clients take turns in any case. Behind a
   * proxy that is not trusted all clients have the proxy's address. @default `clients.maxRendersPerAddress` of the
   * configuration, else 0
   */
  readonly maxRendersPerAddress?: number | undefined;
  /** Longest time that one rendering may take once it has begun, milliseconds, from 1. @default 20000 */
  readonly renderTimeoutMs?: number | undefined;
  /** Memory that one rendering may take, bytes, from 67108864 (64 MiB). @default 2147483648 (2 GiB) */
  readonly renderMaxMemoryBytes?: number | undefined;
  /** Sources whose verdicts are remembered, from 0 = none. @default 10000 */
  readonly verdictMaxEntries?: number | undefined;
  /** How long a verdict is remembered, milliseconds, from 1. @default 3600000 (an hour) */
  readonly verdictMaxAgeMs?: number | undefined;
  /**
   * Module that the workers run. For tests of what happens when a decoder goes wrong, and for bundles from which the
   * server's own module is not found. @default `@understudy/image-server/imaging-worker`
   */
  readonly workerEntry?: URL | undefined;
}

/** All names of {@link RendererOptions}. */
export const RENDERER_OPTION_NAMES: OptionNames<RendererOptions> = {
  codec: true,
  maxConcurrentRenders: true,
  maxQueuedRenders: true,
  maxRendersPerAddress: true,
  renderTimeoutMs: true,
  renderMaxMemoryBytes: true,
  verdictMaxEntries: true,
  verdictMaxAgeMs: true,
  workerEntry: true,
};
