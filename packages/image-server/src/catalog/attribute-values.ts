import { colorValue } from "../commands/color-value.ts";
import { CommandValue } from "../commands/command-value.ts";
import type { CatalogAttributes } from "./catalog.ts";
import { relativePath } from "./relative-path.ts";

/** What {@link parseHours} understands, for messages. */
export const HOURS_ALLOWED = "hours, 0 or more, or -1 for never";

/** Hours of an expiration: a real number of 0 or more, or -1 for "never" (IS manual, "Expiration"). Undefined = bad. */
export function parseHours(value: string): number | undefined {
  const text = value.trim();
  if (text === "-1") return -1;
  return /^(\d{1,15}(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}

/** Result of reading an attribute's value: what it contributes, or what would have been allowed. */
export type AttributeValue = { readonly set: Partial<CatalogAttributes> } | { readonly allowed: string };

/** `Expiration`, `NonImgExpiration` */
export function hoursValue(key: "expiration" | "nonImgExpiration"): (value: string) => AttributeValue {
  return (value) => {
    const hours = parseHours(value);
    return hours === undefined ? { allowed: HOURS_ALLOWED } : { set: { [key]: hours } };
  };
}

/** `RootPath`, `StaticContentRootPath`: a folder below the roots of the server. */
export function rootPathValue(key: "rootPath" | "staticContentRootPath"): (value: string) => AttributeValue {
  return (value) => {
    const path = relativePath(value);
    return path === undefined
      ? { allowed: 'a folder relative to the root paths of the server, without ".."' }
      : { set: { [key]: path.replace(/\/+$/, "") } };
  };
}

/** `ErrorDetail`: 0 to 3. */
export function errorDetailValue(value: string): AttributeValue {
  switch (value) {
    case "0":
      return { set: { errorDetail: 0 } };
    case "1":
      return { set: { errorDetail: 1 } };
    case "2":
      return { set: { errorDetail: 2 } };
    case "3":
      return { set: { errorDetail: 3 } };
    default:
      return { allowed: "0, 1, 2 or 3" };
  }
}

/** `DefaultExt`, with or without its dot. */
export function defaultExtValue(value: string): AttributeValue {
  const [, extension] = /^\.?([^./\\\0]+)$/.exec(value) ?? [];
  return extension === undefined ? { allowed: "a file suffix such as .jpg" } : { set: { defaultExt: extension } };
}

/** `JpegQuality`: 1 to 100, and a flag for chroma down-sampling that is checked but not used. */
export function jpegQualityValue(value: string): AttributeValue {
  const [, digits] = /^(\d{1,3})\s*(?:,\s*[01]\s*)?$/.exec(value) ?? [];
  const quality = Number(digits);
  return quality >= 1 && quality <= 100
    ? { set: { jpegQuality: quality } }
    : { allowed: "a whole number from 1 to 100, with ,0 or ,1 behind it or not" };
}

/** `BkgColor`: the notations of `bgc=`. */
export function bkgColorValue(value: string): AttributeValue {
  try {
    return { set: { bkgColor: colorValue(new CommandValue("BkgColor", value)) } };
  } catch (error) {
    const { allowed } = error as { allowed?: unknown };
    if (typeof allowed === "string") return { allowed };
    throw error;
  }
}

/** `MaxPix`: width and height, `0,0` for no limit. */
export function maxPixValue(value: string): AttributeValue {
  const [, width, height] = /^(\d{1,9})\s*,\s*(\d{1,9})$/.exec(value) ?? [];
  const maxPix = { width: Number(width), height: Number(height) };
  const bothOrNone = maxPix.width > 0 === maxPix.height > 0;
  return width !== undefined && bothOrNone
    ? { set: { maxPix } }
    : { allowed: "width,height in whole pixels from 1, or 0,0 for no limit" };
}

/** `SourceCheck`: how strictly damage of an image is judged. Not an attribute of IS. */
export function sourceCheckValue(value: string): AttributeValue {
  const sourceCheck = value.toLowerCase();
  return sourceCheck === "strict" || sourceCheck === "lenient"
    ? { set: { sourceCheck } }
    : { allowed: "strict or lenient" };
}

/** `Orientation`: whether pictures are turned as their files ask. Not an attribute of IS. */
export function orientationValue(value: string): AttributeValue {
  const orientation = value.toLowerCase();
  return orientation === "apply" || orientation === "ignore"
    ? { set: { orientation } }
    : { allowed: "apply or ignore" };
}
