import { imagescriptCodec } from "../imaging/codec/imagescript-codec.ts";
import { answerJobs } from "./answer-jobs.ts";
import { doImagingJob } from "./do-imaging-job.ts";

// The module that the server's workers run.
answerJobs((job, takeInHand) => doImagingJob(job, imagescriptCodec, takeInHand));
