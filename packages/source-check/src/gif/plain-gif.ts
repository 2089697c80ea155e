import { concatBytes } from "../bytes/concat.ts";
import { colorTableBytes, subBlocks } from "./gif-structure.ts";

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const IMAGE = 0x2c;
const END = Uint8Array.of(0x3b);

/**
 * The first picture of a GIF as a file that every decoder takes: the screen, the picture with its transparency, the
 * trailer, and nothing else.
 *
 * @param gif a file that was found sound
 */
export function plainGif(gif: Uint8Array): Uint8Array {
  const screen = gif.subarray(0, 13 + colorTableBytes(gif[10]!));
  let control = new Uint8Array(0);
  for (let at = screen.length; at < gif.length; ) {
    const block = gif[at];
    if (block === EXTENSION) {
      const { end } = subBlocks(gif, at + 2);
      if (gif[at + 1] === GRAPHIC_CONTROL) control = gif.slice(at, end);
      at = end;
    } else if (block === IMAGE) {
      const codes = at + 10 + colorTableBytes(gif[at + 9]!);
      return concatBytes(screen, control, gif.subarray(at, subBlocks(gif, codes + 1).end), END);
    } else at++;
  }
  return gif;
}
