import type { CommandValue } from "./command-value.ts";

const ALLOWED = "a colour: RRGGBB, RRGGBBAA, 0xRRGGBB, red,green,blue[,alpha] or gray, components from 0 to 255";

/**
 * A colour as 0xRRGGBB. An alpha value is ignored: the background is opaque (protocol reference, "bgc").
 *
 * @throws {CommandError} for anything but the notations of the protocol reference's "color" that are RGB or gray
 */
export function colorValue(value: CommandValue): number {
  const hex = /^(?:0x|#)?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(value.text.trim())?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (![1, 3, 4].includes(value.parts.length)) throw value.bad(ALLOWED);
  const [red = 0, green = red, blue = red] = value.integers(value.parts.length, ALLOWED).map((component) => {
    if (component < 0 || component > 255) throw value.bad(ALLOWED);
    return component;
  });
  return (red << 16) | (green << 8) | blue;
}
