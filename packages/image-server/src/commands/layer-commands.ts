import type { CommandValue } from "./command-value.ts";
import type { CropRectangle, LayerCommands, LayerPosition } from "./image-commands.ts";
import { flipValue } from "./request-commands.ts";

/** The commands of one layer, as far as they are known. */
export type LayerDraft = Partial<LayerCommands>;

/** Returns what the command sets. */
type Reader = (value: CommandValue) => LayerDraft;

/** Rectangles and offsets beyond this are mistakes; keeping them small keeps the arithmetic exact. */
const LARGEST_OFFSET = 2 ** 31 - 1;

/** How each layer command is read, by its name in lower case. */
export const LAYER_COMMANDS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  // The last of src and text decides what the layer is; protocol reference, "src".
  ["src", readSrc],
  ["text", (value) => ({ content: { kind: "text", text: value.text } })],
  ["crop", (value) => ({ crop: rectangle(value, "pixels") })],
  ["cropn", (value) => ({ crop: rectangle(value, "normalized") })],
  ["size", readSize],
  ["flip", (value) => ({ flip: flipValue(value) })],
  ["rotate", readRotate],
  ["pos", (value) => ({ pos: position(value, "pixels") })],
  ["posn", (value) => ({ pos: position(value, "normalized") })],
  ["opac", readOpac],
]);

function readSrc(value: CommandValue): LayerDraft {
  if (value.text === "" || value.text.includes("{"))
    throw value.bad("a catalog entry (rootId/id) or the path of an image");
  return { content: { kind: "image", src: value.text } };
}

function rectangle(value: CommandValue, unit: CropRectangle["unit"]): CropRectangle {
  const allowed =
    unit === "pixels"
      ? "x,y,width,height in whole pixels, width and height from 1"
      : "x,y,width,height in parts of the image's size, width and height above 0";
  const numbers = unit === "pixels" ? value.integers(4, allowed) : value.numbers(4, allowed);
  const [x = 0, y = 0, width = 0, height = 0] = numbers;
  if (width <= 0 || height <= 0 || numbers.some((number) => Math.abs(number) > LARGEST_OFFSET))
    throw value.bad(allowed);
  return { unit, x, y, width, height };
}

function position(value: CommandValue, unit: LayerPosition["unit"]): LayerPosition {
  const allowed = "two numbers, right and down from the centre of layer 0";
  const [x = 0, y = 0] = value.numbers(2, allowed);
  if (Math.abs(x) > LARGEST_OFFSET || Math.abs(y) > LARGEST_OFFSET) throw value.bad(allowed);
  return { unit, x, y };
}

function readSize(value: CommandValue): LayerDraft {
  const allowed = "width,height in whole pixels, 0 for no limit";
  const [width = 0, height = 0] = value.integers(2, allowed);
  if (width < 0 || height < 0 || Math.max(width, height) > LARGEST_OFFSET) throw value.bad(allowed);
  return { size: { width, height } };
}

function readRotate(value: CommandValue): LayerDraft {
  const [angle = 0] = value.numbers(1, "an angle in degrees, clockwise");
  return { rotate: angle };
}

function readOpac(value: CommandValue): LayerDraft {
  const allowed = "a percentage from 0 to 100";
  const [opacity = 0] = value.numbers(1, allowed);
  if (opacity < 0 || opacity > 100) throw value.bad(allowed);
  return { opac: opacity };
}
