import { type Breakage, breaks } from "@understudy/source-check/decoder";

/** What a decoder's refusal counts as. */
export const corrupt: Breakage = breaks("a decoder reads the file");
