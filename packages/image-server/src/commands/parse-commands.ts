import { CommandValue } from "./command-value.ts";
import type { LayerCommands, ParsedCommands } from "./image-commands.ts";
import { LAYER_COMMANDS, type LayerDraft } from "./layer-commands.ts";
import { decodeValue, queryPairs } from "./query-pairs.ts";
import { flipValue, REQUEST_COMMANDS, type RequestCommands } from "./request-commands.ts";

/** More layers than any template has; each may cost a decode. */
const MOST_LAYERS = 32;

/**
 * Reads the commands of an image request: names are case-insensitive, the last one of a name (in its layer) wins,
 * unknown ones are ignored and named.
 *
 * A layer begins with `layer=N` and ends with the next one. Before the first, and after `layer=comp`, layer commands
 * apply to layer 0, except `flip`, which then applies to the composite image. Protocol reference, "Specifying
 * layers", "flip".
 *
 * @param query the query string as it was sent, with or without its question mark
 * @param modifier commands of the catalog row, applied before those of the query
 * @throws {CommandError} for a value that cannot be used
 */
export function parseCommands(query: string, modifier = ""): ParsedCommands {
  const request: RequestCommands = {};
  const layers = new Map<number, LayerDraft>([[0, {}]]);
  const ignored = new Set<string>();
  readSequence(modifier, request, layers, ignored);
  readSequence(query, request, layers, ignored);

  const [first, ...others] = [...layers]
    .sort(([a], [b]) => a - b)
    .filter(([number, draft]) => number === 0 || draft.content !== undefined)
    .map(([number, draft]): LayerCommands => ({ ...draft, number, content: draft.content ?? { kind: "base" } }));
  return {
    commands: {
      ...request,
      cache: request.cache ?? "on",
      req: request.req ?? "img",
      reqFormat: request.reqFormat ?? "text",
      layers: [first!, ...others],
    },
    ignored: [...ignored],
  };
}

function readSequence(
  query: string,
  request: RequestCommands,
  layers: Map<number, LayerDraft>,
  ignored: Set<string>,
): void {
  let current: number | "comp" = "comp";
  for (const { name, rawValue } of queryPairs(query)) {
    const key = name.toLowerCase();
    const readRequest = REQUEST_COMMANDS.get(key);
    const readLayer = LAYER_COMMANDS.get(key);
    if (readRequest === undefined && readLayer === undefined && key !== "layer") {
      ignored.add(name);
      continue;
    }
    const value = new CommandValue(name, decodeValue(name, rawValue));
    if (key === "layer") current = layerNumber(value);
    else if (readRequest !== undefined) Object.assign(request, readRequest(value));
    else if (key === "flip" && current === "comp") Object.assign(request, { flip: flipValue(value) });
    else Object.assign(layerDraft(current === "comp" ? 0 : current, value, layers), readLayer?.(value));
  }
}

function layerNumber(value: CommandValue): number | "comp" {
  if (value.text.toLowerCase() === "comp") return "comp";
  const allowed = "a whole number from 0, or comp";
  const [number = -1] = value.integers(1, allowed);
  if (number < 0) throw value.bad(allowed);
  return number;
}

function layerDraft(number: number, value: CommandValue, layers: Map<number, LayerDraft>): LayerDraft {
  let draft = layers.get(number);
  if (draft === undefined) {
    if (layers.size >= MOST_LAYERS) throw value.bad(`at most ${MOST_LAYERS} layers`);
    draft = {};
    layers.set(number, draft);
  }
  return draft;
}
