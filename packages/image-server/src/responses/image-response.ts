import type { AdapterRequestContext } from "@hattip/core";
import { accessNotes } from "@understudy/core";
import { ClientGone, queryOf } from "@understudy/core/adapter";
import type { ImageCommands } from "../commands/image-commands.ts";
import { parseCommands } from "../commands/parse-commands.ts";
import { admitsImage, findImage } from "../lookup/image-reference.ts";
import type { RequestSources } from "../lookup/request-sources.ts";
import { refuseUnless } from "../request/client-address-filter.ts";
import { RequestError } from "../request/request-error.ts";
import { type RequestState, requestHeadOf } from "../request/request-state.ts";
import { existsResponse } from "./exists-response.ts";
import { type ImageOutcome, makeImage } from "./image-maker.ts";
import { makeImageProperties, makeReplyProperties } from "./image-properties-maker.ts";
import { sendMade } from "./made-response.ts";

/**
 * Answers a request of `/is/image`.
 *
 * @param source catalog entry or path; empty where all images come from the commands
 * @throws {SourceError} for a source that is broken
 * @throws {CommandError} for a bad command
 * @throws {RequestError} for a request that is refused
 */
export async function imageResponse(
  source: string,
  state: RequestState,
  context: AdapterRequestContext,
): Promise<Response> {
  const { snapshot, clientAddress, clientSignal, placeClient } = state;
  const notes = accessNotes(context);
  notes.requestType = "img";
  const reference = findImage(snapshot.catalogs, source);
  const { catalog, record } = reference;
  state.catalog = catalog;
  state.wantsImage = true;
  if (catalog.attributes.rootId !== "") notes.rootId = catalog.attributes.rootId;
  notes.pathBasedAccess = record === undefined;
  refuseUnless(admitsImage(snapshot.catalogs, reference, clientAddress));

  const commands = readCommands(context, record?.modifier);
  state.commands = commands;
  state.wantsImage = commands.req === "img";
  notes.requestType = commands.req;
  if (commands.req === "exists") return existsResponse(record !== undefined, commands, catalog, context);
  if (source === "" && commands.layers[0].content.kind === "base") {
    throw new RequestError("unknown-context", "The request names no image.");
  }

  const note = (text: string) => {
    notes.traces ??= [];
    notes.traces.push(text);
  };
  const order = { snapshot, catalog, src: source, commands, clientAddress, clientSignal, placeClient, note };
  const makers = { img: makeImage, props: makeReplyProperties, imageprops: makeImageProperties };
  let read: RequestSources | undefined;
  let outcome: ImageOutcome;
  try {
    outcome = await makers[commands.req](order, (sources) => {
      read = sources;
    });
  } catch (error) {
    // For whatever reason: no client is left to be told.
    throw clientSignal.aborted && error === clientSignal.reason ? new ClientGone() : error;
  } finally {
    if (read !== undefined) {
      notes.fetchTimeMs = read.fetchTimeMs;
      notes.pathBasedAccess ||= read.pathBasedAccess;
    }
  }
  notes.cacheUse = outcome.use;
  notes.cacheKey = outcome.cacheKey;
  return sendMade(outcome.made, context, { clientMayCache: commands.cache !== "off" });
}

function readCommands(context: AdapterRequestContext, modifier: string | undefined): ImageCommands {
  const notes = accessNotes(context);
  const startedAtMs = performance.now();
  try {
    const { commands, ignored } = parseCommands(queryOf(requestHeadOf(context).target), modifier);
    if (ignored.length > 0) {
      notes.traces ??= [];
      notes.traces.push(`ignored commands: ${ignored.join(", ")}`);
    }
    return commands;
  } finally {
    notes.parseTimeMs = performance.now() - startedAtMs;
  }
}
