import type { ImageCommands } from "../commands/image-commands.ts";
import { parseCommands } from "../commands/parse-commands.ts";
import { findImage } from "../lookup/image-reference.ts";
import { createRequestSources } from "../lookup/request-sources.ts";
import type { PublicFailure } from "../request/public-failure.ts";
import { checkSourceName } from "../request/request-path.ts";
import type { RequestState } from "../request/request-state.ts";
import { type ImageOutcome, imagingSettings, makeImage } from "./image-maker.ts";
import { runJudged } from "./run-judged.ts";

/** `$error.title$` and `$error.message$` of an error template. IS manual, "ErrorImage". */
const VARIABLE = /\$error\.(title|message)\$?/g;

/** Text in RTF, plain or percent-encoded. */
const RTF = /(?:\{|%7B)(?:\\|%5C)rtf/i;

/** The message's part of the error image's width. */
const MESSAGE_WIDTH = 0.9;

/**
 * The default image of a request. It replaces the whole request: of its commands only `wid`, `hei`, `fmt` and `qlt` are
 * kept. IS protocol reference, "defaultImage", with `DefaultImageMode` 0.
 *
 * @returns undefined if none is configured, or the request switched it off with an empty `defaultImage=`
 * @throws what rendering it throws
 */
export async function makeDefaultImage(state: RequestState): Promise<ImageOutcome | undefined> {
  const { snapshot, catalog, commands, clientAddress, clientSignal, placeClient } = state;
  const src = commands?.defaultImage ?? catalog.attributes.defaultImage ?? "";
  if (src === "") return undefined;
  const { wid, hei, fmt, qlt } = commands ?? {};
  const kept = Object.fromEntries(Object.entries({ wid, hei, fmt, qlt }).filter(([, value]) => value !== undefined));
  const { record } = findImage(snapshot.catalogs, checkSourceName(src));
  const own = parseCommands("", record?.modifier).commands;
  return makeImage({ snapshot, catalog, src, commands: { ...own, ...kept }, clientAddress, clientSignal, placeClient });
}

/**
 * The error image of a request with the failure's message in it. A template says with `$error.title$` and
 * `$error.message$` in its modifier where they go; over any other image the message is laid in the catalog's default
 * font, where it has one.
 *
 * @returns undefined if none is configured
 * @throws what rendering it throws
 */
export async function makeErrorImage(failure: PublicFailure, state: RequestState): Promise<ImageOutcome | undefined> {
  const { snapshot, catalog, clientAddress, clientSignal, placeClient } = state;
  const src = catalog.attributes.errorImage ?? "";
  if (src === "") return undefined;
  const { record } = findImage(snapshot.catalogs, checkSourceName(src));
  const modifier = record?.modifier ?? "";
  const texts = { title: `Error ${failure.status}`, message: messageOf(failure, catalog.attributes.errorDetail) };
  const written = (text: string) => encodeURIComponent(RTF.test(modifier) ? text.replace(/[\\{}]/g, "\\$&") : text);
  const filled = modifier.replace(VARIABLE, (_, name: "title" | "message") => written(texts[name]));
  const layer =
    filled === modifier && catalog.attributes.defaultFont !== undefined
      ? await messageLayer(texts.message, src, modifier, state)
      : "";
  const commands: ImageCommands = parseCommands(layer, filled).commands;
  return makeImage({ snapshot, catalog, src, commands, clientAddress, clientSignal, placeClient });
}

/** Commands of a layer above all others that shows a message within the image's width. */
async function messageLayer(message: string, src: string, modifier: string, state: RequestState): Promise<string> {
  const { snapshot, catalog, clientAddress, clientSignal, placeClient } = state;
  const sources = createRequestSources(snapshot, catalog, clientAddress);
  const { width } = await runJudged(
    { kind: "imageprops", src, settings: imagingSettings(state) },
    sources,
    snapshot,
    clientSignal,
    placeClient,
  );
  const top = Math.max(...parseCommands("", modifier).commands.layers.map(({ number }) => number));
  const textWidth = Math.max(1, Math.round(width * MESSAGE_WIDTH));
  return `layer=${top + 1}&text=${encodeURIComponent(message)}&size=${textWidth},0`;
}

/** What the image may say, by `ErrorDetail`; never the errors underneath (IS manual, "ErrorDetail"). */
function messageOf(failure: PublicFailure, detail: 0 | 1 | 2 | 3): string {
  if (detail === 0) return `Error ${failure.status}`;
  const source = detail >= 2 ? failure.source : undefined;
  return source === undefined ? failure.publicMessage : `${failure.publicMessage} (${source})`;
}
