import type { CodecChoice } from "../imaging/codec/codec-choice.ts";
import { loadCodec } from "../imaging/codec/load-codec.ts";
import { doImagingJob } from "./do-imaging-job.ts";
import { serveJobs, workerSetup } from "./serve-jobs.ts";

// The module that the server's workers run.
const codec = await loadCodec(workerSetup<{ codec: CodecChoice }>().codec);
serveJobs((job, takeInHand) => doImagingJob(job, codec, takeInHand));
