import { availableParallelism } from "node:os";
import { OptionError } from "@understudy/core";
import { TIMER_MS, type WholeNumberOption, wholeNumber } from "@understudy/core/adapter";
import type { Codec } from "./imaging/codec/codec.ts";
import { CODEC_CHOICES } from "./imaging/codec/codec-choice.ts";
import { loadCodec } from "./imaging/codec/load-codec.ts";
import { createImagingService, type ImagingService } from "./isolation/imaging-service.ts";
import { ownWorkerEntry } from "./isolation/own-entry.ts";
import { createWorkerPool } from "./isolation/worker-pool.ts";
import type { RendererOptions } from "./renderer-options.ts";
import { createRenderQueue, type RenderQueue } from "./rendering/render-queue.ts";
import { createVerdictMemory, type VerdictMemory } from "./rendering/verdict-memory.ts";

/** What images are rendered with. */
export interface Renderer {
  readonly codec: Pick<Codec, "name" | "version">;
  readonly queue: RenderQueue;
  readonly imaging: ImagingService;
  readonly verdicts: VerdictMemory;
}

/**
 * Makes the renderer of a server. No worker is started yet.
 *
 * @throws {OptionError} for a bad option
 */
export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const check = (
    name: keyof RendererOptions,
    byDefault: number,
    min: number,
    limits?: Pick<WholeNumberOption, "max">,
  ) => wholeNumber(name, options[name], { byDefault, ...limits, min });
  // With one worker, every request would wait for one large image.
  const maxConcurrent = check("maxConcurrentRenders", Math.max(2, availableParallelism()), 1);
  const maxQueued = check("maxQueuedRenders", 256, 0);
  const { codec = "auto" } = options;
  if (!CODEC_CHOICES.includes(codec)) throw new OptionError("codec", codec, CODEC_CHOICES.join(", "));
  // Loaded here too, so that what cannot be loaded is known at once. It is native code: it stays loaded while workers
  // come and go.
  const loaded = await loadCodec(codec).catch((cause: Error) => {
    throw new OptionError("codec", codec, "a codec that can be loaded, or imagescript", {
      finding: `${JSON.stringify(codec)}, and ${cause.message}`,
    });
  });
  const pool = createWorkerPool({
    entry: options.workerEntry ?? ownWorkerEntry(),
    setup: { codec: loaded.name },
    jobTimeoutMs: check("renderTimeoutMs", 20_000, 1, TIMER_MS),
    jobMemoryBytes: check("renderMaxMemoryBytes", 2 ** 31, 2 ** 26),
  });
  return {
    codec: { name: loaded.name, version: loaded.version },
    queue: createRenderQueue({ maxConcurrent, maxQueued }),
    imaging: createImagingService(pool),
    verdicts: createVerdictMemory({
      maxEntries: check("verdictMaxEntries", 10_000, 0),
      maxAgeMs: check("verdictMaxAgeMs", 3_600_000, 1),
      maxWaiting: maxQueued,
    }),
  };
}
