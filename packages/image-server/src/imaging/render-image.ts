import { SourceError } from "@understudy/core";
import { Image } from "imagescript";
import type { ImageCommands } from "../commands/image-commands.ts";
import type { SourceFile } from "../sources/source-file.ts";
import type { ImageProperties, ImagingResources, ImagingSettings, RenderedImage } from "./imaging.ts";

/**
 * Renders what a request asks for: decodes, composes, scales and encodes.
 *
 * @param baseSrc the image of the request's path, a catalog entry or a path; its modifier is expected to be in `commands`
 * @throws {SourceError} for a source that is broken
 * @throws {CommandError} for a size beyond MaxPix and the like
 */
export async function renderImage(
  commands: ImageCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
): Promise<RenderedImage> {
  const { file } = await resources.image(baseSrc);
  let image: Image;
  try {
    image = await Image.decode(file.bytes);
  } catch (cause) {
    throw new SourceError("image-corrupt", { source: file.name, cause });
  }
  const quality = commands.qlt?.quality ?? settings.jpegQuality;
  return {
    bytes: await image.encodeJPEG(Math.max(1, quality) as Parameters<Image["encodeJPEG"]>[0]),
    contentType: "image/jpeg",
    width: image.width,
    height: image.height,
    sources: [file],
  };
}

/** The properties of a reply without making it (`req=props`). Throws what {@link renderImage} throws, as far as it has to look. */
export async function replyProperties(
  commands: ImageCommands,
  baseSrc: string,
  resources: ImagingResources,
  settings: ImagingSettings,
): Promise<{ properties: ImageProperties; sources: readonly SourceFile[] }> {
  const { width, height, contentType, sources } = await renderImage(commands, baseSrc, resources, settings);
  return { properties: { width, height, format: contentType }, sources };
}

/**
 * What a source image says of itself (`req=imageprops`), from its header.
 *
 * @throws {SourceError} image-corrupt when it is not an image, image-unsupported when its format is not one of ours
 */
export async function imageProperties(file: SourceFile): Promise<ImageProperties> {
  const image = await Image.decode(file.bytes);
  return { width: image.width, height: image.height, format: "image/jpeg" };
}
