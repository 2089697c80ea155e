import { imageProperties } from "../imaging/image-properties.ts";
import { replyProperties } from "../imaging/reply-properties.ts";
import { type ImageOrder, type ImageOutcome, imagingSettings, makeOrReuse } from "./image-maker.ts";
import { findImage } from "./image-reference.ts";
import { type Properties, writeProperties } from "./properties.ts";
import type { RequestSources } from "./request-sources.ts";

/** `req=props`: the image that the same request would get without it. IS protocol reference, "props". */
export function makeReplyProperties(
  order: ImageOrder,
  onSources?: (sources: RequestSources) => void,
): Promise<ImageOutcome> {
  const { catalog, commands, src } = order;
  return makeProperties(order, onSources, async (sources) => {
    const { properties } = await replyProperties(commands, src, sources, imagingSettings(catalog));
    const { width, height, format, profile } = properties;
    return [
      ["image.bgc", hexColor(commands.bgc ?? catalog.attributes.bkgColor)],
      ["image.height", height],
      ...(profile === undefined ? [] : ([["image.iccProfile", profile]] as const)),
      ...(format === "image/jpeg"
        ? ([["image.quality", commands.qlt?.quality ?? catalog.attributes.jpegQuality]] as const)
        : []),
      ["image.type", format],
      ["image.width", width],
    ];
  });
}

/** `req=imageprops`: the source image; all other commands are ignored. IS protocol reference, "imageprops". */
export function makeImageProperties(
  order: ImageOrder,
  onSources?: (sources: RequestSources) => void,
): Promise<ImageOutcome> {
  return makeProperties(order, onSources, async (sources) => {
    const { file, modifier = "" } = await sources.image(order.src);
    const { width, height, profile } = await imageProperties(file);
    const { record } = findImage(order.snapshot.catalogs, order.src);
    return [
      ["image.embeddedIccProfile", profile !== undefined],
      ["image.expiration", sources.expirationHours ?? order.catalog.attributes.expiration],
      ["image.height", height],
      ["image.iccProfile", profile ?? ""],
      ["image.modifier", modifier],
      ["image.timeStamp", new Date(record?.timeStampMs ?? file.identity.modifiedAtMs).toUTCString()],
      ["image.width", width],
    ];
  });
}

function makeProperties(
  order: ImageOrder,
  onSources: ((sources: RequestSources) => void) | undefined,
  list: (sources: RequestSources) => Promise<Properties>,
): Promise<ImageOutcome> {
  const { attributes } = order.catalog;
  return makeOrReuse(
    order,
    async (sources) => ({
      ...writeProperties(await list(sources), order.commands.reqFormat, Date.now()),
      expirationHours: attributes.nonImgExpiration,
    }),
    onSources,
  );
}

function hexColor(color: number): string {
  return color.toString(16).padStart(6, "0").toUpperCase();
}
