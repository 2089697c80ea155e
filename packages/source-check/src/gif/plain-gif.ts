import { concatBytes } from "../bytes/concat.ts";
import { colorTableBytes, subBlocks } from "./gif-structure.ts";

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
/** GIF89a, section 23: introducer, label, a block of four bytes, and its end. */
const CONTROL_BYTES = 8;
const IMAGE = 0x2c;
/** In a packed field: a colour table follows. */
const HAS_COLORS = 0x80;
const END = Uint8Array.of(0x3b);

/**
 * The first picture of a GIF as a file that every decoder takes: the screen, the picture with its transparency, the
 * trailer, and nothing else.
 *
 * @param gif a file that was found sound
 */
export function plainGif(gif: Uint8Array): Uint8Array {
  const screen = gif.subarray(0, 13 + colorTableBytes(gif[10]!));
  const hasColors = screen.length > 13;
  let control = new Uint8Array(0);
  for (let at = screen.length; at < gif.length; ) {
    const block = gif[at];
    if (block === EXTENSION) {
      const { end } = subBlocks(gif, at + 2);
      // Of another length it says nothing that a reader knows.
      if (gif[at + 1] === GRAPHIC_CONTROL && end - at === CONTROL_BYTES) control = gif.slice(at, end);
      at = end;
    } else if (block === IMAGE) {
      const codes = at + 10 + colorTableBytes(gif[at + 9]!);
      const colors = hasColors || (gif[at + 9]! & HAS_COLORS) !== 0 ? screen : withDefaultColors(screen);
      return concatBytes(colors, control, gif.subarray(at, subBlocks(gif, codes + 1).end), END);
    } else at++;
  }
  return gif;
}

/** A picture without any colours is shown in black and white (GIF89a, section 18, leaves it to the decoder). */
function withDefaultColors(screen: Uint8Array): Uint8Array {
  const colored = new Uint8Array(13 + 256 * 3);
  colored.set(screen);
  colored[10] = screen[10]! | HAS_COLORS | 7;
  colored.set([0xff, 0xff, 0xff], 13 + 3);
  return colored;
}
