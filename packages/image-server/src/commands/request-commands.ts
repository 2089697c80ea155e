import { colorValue } from "./color-value.ts";
import type { CommandValue } from "./command-value.ts";
import type { Flip, ImageCommands, OutputFormat } from "./image-commands.ts";

/** The commands that apply to the whole request, wherever they are in it, as far as they are known. */
export type RequestCommands = Partial<Omit<ImageCommands, "layers">>;

/** Returns what the command sets. */
type Reader = (value: CommandValue) => RequestCommands;

const FORMATS: Readonly<Record<string, OutputFormat>> = {
  jpeg: "jpeg",
  jpg: "jpeg",
  pjpeg: "pjpeg",
  pjpg: "pjpeg",
  png: "png",
  "png-alpha": "png-alpha",
  webp: "webp",
  "webp-alpha": "webp-alpha",
  gif: "gif",
};
/** By the format that is named. */
const LOSSLESS: Readonly<Partial<Record<OutputFormat, OutputFormat>>> = {
  webp: "webp-lossless",
  "webp-alpha": "webp-alpha-lossless",
};
const FIT_MODES = ["fit", "constrain", "crop", "wrap", "stretch", "hfit", "vfit"] as const;
const INTENTS = ["perceptual", "relative", "saturation", "absolute"] as const;
const LARGEST_PIXELS = 2 ** 31 - 1;
const PIXELS = `a whole number of pixels from 1 to ${LARGEST_PIXELS}`;

/** How each view and request command is read, by its name in lower case. */
export const REQUEST_COMMANDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["wid", (value) => ({ wid: pixels(value) })],
  ["hei", (value) => ({ hei: pixels(value) })],
  ["fit", readFit],
  ["align", readAlign],
  ["scl", readScl],
  ["bgc", (value) => ({ bgc: colorValue(value) })],
  ["fmt", readFmt],
  ["qlt", readQlt],
  ["icc", readIcc],
  ["defaultimage", (value) => ({ defaultImage: value.text })],
  ["cache", (value) => ({ cache: value.choice(value.text, ["on", "off", "validate", "update"]) })],
  ["type", (value) => ({ type: value.text })],
  ["req", readReq],
]);

/** `lr`, `ud` or `lrud`. */
export function flipValue(value: CommandValue): Flip {
  return value.choice(value.text, ["lr", "ud", "lrud"]);
}

function pixels(value: CommandValue): number {
  const [number = 0] = value.integers(1, PIXELS);
  if (number < 1 || number > LARGEST_PIXELS) throw value.bad(PIXELS);
  return number;
}

function readFit(value: CommandValue): RequestCommands {
  const allowed = `${FIT_MODES.join(", ")}, and after a comma 0 or 1`;
  const [mode = "", upscale, ...rest] = value.parts;
  const known = FIT_MODES.find((name) => name === mode.toLowerCase());
  if (known === undefined || rest.length > 0) throw value.bad(allowed);
  return { fit: { mode: known, upscale: value.flag(upscale, allowed) ?? true } };
}

function readAlign(value: CommandValue): RequestCommands {
  const allowed = "two numbers from -1 to 1, horizontal and vertical";
  const [x = 0, y = 0] = value.numbers(2, allowed);
  if (Math.abs(x) > 1 || Math.abs(y) > 1) throw value.bad(allowed);
  return { align: { x, y } };
}

function readScl(value: CommandValue): RequestCommands {
  const allowed = "an inverse scale factor above 0";
  const [factor = 0] = value.numbers(1, allowed);
  if (factor <= 0) throw value.bad(allowed);
  return { scl: factor };
}

function readFmt(value: CommandValue): RequestCommands {
  const [name = "", pixelType, ...compression] = value.parts;
  const format = Object.hasOwn(FORMATS, name.toLowerCase()) ? FORMATS[name.toLowerCase()] : undefined;
  if (format === undefined || (pixelType !== undefined && pixelType !== "" && pixelType.toLowerCase() !== "rgb")) {
    throw value.bad(`${Object.keys(FORMATS).join(", ")}, with pixel type rgb`);
  }
  const [chosen = "", ...rest] = compression;
  if (chosen === "" && rest.length === 0) return { fmt: format };
  const lossless = LOSSLESS[format];
  // Left aside, it would be another picture than the one that was asked for.
  if (lossless === undefined || chosen.toLowerCase() !== "lossless" || rest.length > 0) {
    throw value.bad(`no compression, or lossless with ${Object.keys(LOSSLESS).join(" or ")}: no other is written here`);
  }
  return { fmt: lossless };
}

function readQlt(value: CommandValue): RequestCommands {
  const allowed = "a quality from 0 to 100, and after a comma 0 or 1 for full chroma";
  const [quality = 0] = value.parts.length > 2 ? [] : value.integers(value.parts.length, allowed);
  if (value.parts.length > 2 || quality < 0 || quality > 100) throw value.bad(allowed);
  return { qlt: { quality, fullChroma: value.flag(value.parts[1], allowed) ?? false } };
}

function readIcc(value: CommandValue): RequestCommands {
  const flags = "a profile's name[, rendering intent[, black point compensation 0 or 1[, dither 0 or 1]]]";
  const [profile = "", intent, blackPoint, dither, ...rest] = value.parts;
  if (profile === "" || rest.length > 0) throw value.bad(flags);
  // Dithering is accepted and has no effect: the conversion works on 8 bits a channel in and out.
  value.flag(dither, flags);
  const blackPointCompensation = value.flag(blackPoint, flags);
  const icc = {
    profile,
    ...(intent === undefined || intent === "" ? {} : { intent: value.choice(intent, INTENTS) }),
    ...(blackPointCompensation === undefined ? {} : { blackPointCompensation }),
  };
  return { icc };
}

function readReq(value: CommandValue): RequestCommands {
  const [type, format, ...rest] = value.parts;
  if (rest.length > 0) throw value.bad("img, exists, props, imageprops, and after a comma text or json");
  return {
    req: value.choice(type, ["img", "exists", "props", "imageprops"]),
    reqFormat: format === undefined || format === "" ? "text" : value.choice(format, ["text", "json"]),
  };
}
