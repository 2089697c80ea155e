import type { ImageProperties } from "../imaging/imaging.ts";
import type { ImagingTask } from "../isolation/imaging-job.ts";
import { findImage } from "../lookup/image-reference.ts";
import type { RequestSources } from "../lookup/request-sources.ts";
import { type ImageOutcome, imagingSettings, makeOrReuse } from "./image-maker.ts";
import type { ImageOrder } from "./image-order.ts";
import { type Properties, writeProperties } from "./properties.ts";

/** `req=props`: the image that the same request would get without it. IS protocol reference, "props". */
export function makeReplyProperties(
  order: ImageOrder,
  onSources?: (sources: RequestSources) => void,
): Promise<ImageOutcome> {
  const { catalog, commands, src } = order;
  const task: ImagingTask = { kind: "props", commands, src, settings: imagingSettings(order) };
  return makeProperties(order, task, onSources, ({ width, height, format, profile }) => {
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
  const { record } = findImage(order.snapshot.catalogs, order.src);
  return makeProperties(
    order,
    { kind: "imageprops", src: order.src, settings: imagingSettings(order) },
    onSources,
    ({ width, height, profile, stored }, sources) => {
      return [
        ["image.embeddedIccProfile", profile !== undefined],
        ["image.expiration", sources.expirationHours ?? order.catalog.attributes.expiration],
        ["image.height", height],
        ["image.iccProfile", profile ?? ""],
        ["image.modifier", record?.modifier ?? ""],
        ["image.orientation", stored?.orientation ?? 1],
        ["image.storedHeight", stored?.height ?? height],
        ["image.storedWidth", stored?.width ?? width],
        ["image.timeStamp", new Date(sources.lastModifiedMs ?? 0).toUTCString()],
        ["image.width", width],
      ];
    },
  );
}

function makeProperties(
  order: ImageOrder,
  task: Exclude<ImagingTask, { kind: "render" }>,
  onSources: ((sources: RequestSources) => void) | undefined,
  list: (properties: ImageProperties, sources: RequestSources) => Properties,
): Promise<ImageOutcome> {
  const { attributes } = order.catalog;
  return makeOrReuse(
    order,
    task,
    (properties, sources) => ({
      ...writeProperties(list(properties, sources), order.commands.reqFormat, Date.now()),
      expirationHours: attributes.nonImgExpiration,
    }),
    onSources,
  );
}

function hexColor(color: number): string {
  return color.toString(16).padStart(6, "0").toUpperCase();
}
