import type { AdapterRequestContext } from "@hattip/core";
import {
  type AccessRecord,
  accessNotes,
  type ClientContext,
  SourceError,
  type SourceErrorCode,
} from "@understudy/core";
import type { SendOutcome } from "@understudy/core/adapter";
import { headOf, isSourceErrorCode, SOURCE_ERROR_CODES } from "@understudy/core/adapter";
import { createImageServer } from "@understudy/image-server";
import type { StartArguments } from "./start-arguments.ts";

/** A broken source, and what to answer where it is not redirected. */
export class BrokenImage extends SourceError {
  /** Where it is not redirected: the answer, which is logged when it is sent. To be called at most once. */
  readonly answerLocally: () => Response;

  constructor(code: SourceErrorCode, answerLocally: () => Response) {
    super(code);
    this.answerLocally = answerLocally;
  }
}

/** Answers a request, or throws {@link BrokenImage}. */
export type ImagePrimary = (request: Request, client: ClientContext) => Promise<Response>;

/**
 * The image server as the code of a framework's handler: it never redirects, and throws what is wrong with a source. A
 * form that is posted is answered as if it had been asked for.
 *
 * @param onRecord gets the record of each request that it has answered
 */
export async function createImagePrimary(
  { configurationFolder, allowIncomplete }: Pick<StartArguments, "configurationFolder" | "allowIncomplete">,
  onRecord: (record: AccessRecord) => void,
): Promise<ImagePrimary> {
  const images = await createImageServer({
    configurationFolder,
    allowIncomplete,
    policy: Object.fromEntries(SOURCE_ERROR_CODES.map((code) => [code, "local"])),
    log: () => {},
    onRecord,
  });
  return async (request, client) => {
    const { url, headers, method } = request;
    const asked = method === "POST" ? new Request(url, { headers }) : request;
    let tellSent: (outcome: SendOutcome) => void = () => {};
    const context = contextOf(asked, {
      ...client,
      // What is asked for here, which is not what the client sent.
      requestHead: () => headOf(asked),
      onSent: (callback) => {
        tellSent = callback;
      },
    });
    const response = await images.handler(context);
    const answer = () => {
      client.onSent?.(tellSent);
      return response;
    };
    const code = accessNotes(context).exception;
    if (isSourceErrorCode(code)) throw new BrokenImage(code, answer);
    return answer();
  };
}

function contextOf(request: Request, client: ClientContext): AdapterRequestContext {
  return {
    request,
    ip: client.address ?? "",
    platform: { client },
    env: () => undefined,
    passThrough: () => {},
    waitUntil: () => {},
  };
}
