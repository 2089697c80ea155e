import { type CodecChoice, loadCodec } from "../imaging/codec/load-codec.ts";
import { answerJobs, workerSetup } from "./answer-jobs.ts";
import { doImagingJob } from "./do-imaging-job.ts";

// The module that the server's workers run.
const codec = await loadCodec(workerSetup<{ codec: CodecChoice }>().codec);
answerJobs((job, takeInHand) => doImagingJob(job, codec, takeInHand));
