import { breaks, unsupported } from "../bytes/format-problem.ts";
import { checkDeclaredSize } from "../bytes/image-header.ts";

const corrupt = breaks('ITU-T T.81, B.2.2 "Frame header syntax"');

/** One colour component of a JPEG. */
export interface FrameComponent {
  readonly id: number;
  /** Number of its quantization table. */
  readonly quantization: number;
  /** Blocks of 8 x 8 samples of this component in one MCU. */
  readonly across: number;
  readonly down: number;
  /** Blocks that hold samples. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks of a row when MCUs are complete. */
  readonly stride: number;
  /** Two words a block: which coefficients are known not to be zero; for progressive frames. */
  readonly nonZero: Uint32Array;
  /** The same of all its blocks together. */
  readonly anyNonZero: Uint32Array;
}

/** How the data of a frame is coded; ITU-T T.81, table B.1. */
export interface FrameCoding {
  readonly progressive: boolean;
  readonly lossless: boolean;
  readonly arithmetic: boolean;
}

/** The picture that a frame header announces; ITU-T T.81, annexes A.2 and B.2.2. */
export interface Frame extends FrameCoding {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample. */
  readonly precision: number;
  readonly components: readonly FrameComponent[];
  /** Minimum coded units, when all components are interleaved. */
  readonly mcuColumns: number;
  readonly mcuRows: number;
  /** Blocks of all components, or samples of a lossless frame. */
  readonly blocks: number;
  /** What of it is beyond the ordinary, as the end of a sentence. */
  readonly unusual: string | undefined;
}

/**
 * Reads the header of a frame.
 *
 * @param fileBytes no more blocks are made room for than so many bytes can hold
 * @throws {FormatProblem}
 */
export function readFrame(coding: FrameCoding, data: Uint8Array, maxPixels: number, fileBytes: number): Frame {
  const count = data[5] ?? 0;
  if (data.length < 6 || data.length !== 6 + count * 3)
    throw corrupt("its frame header has another length than it says");
  const [precision = 0] = data;
  const height = (data[1]! << 8) | data[2]!;
  const width = (data[3]! << 8) | data[4]!;
  if (height === 0 && width > 0) throw unsupported("its height comes after its data (DNL)");
  checkDeclaredSize(width, height, maxPixels, corrupt);
  const precisions = coding.lossless ? { least: 2, most: 16 } : { least: 8, most: 12 };
  if (precision < precisions.least || precision > precisions.most || (!coding.lossless && precision % 4 !== 0)) {
    throw corrupt(`it has ${precision} bits`);
  }
  if (count === 0) throw corrupt("it has no components");
  if (count > MOST_COMPONENTS) throw unsupported(`it has ${count} components`);
  return layOutFrame(width, height, precision, coding, data.subarray(6, 6 + count * 3), fileBytes);
}

/** As many can be in a scan; a frame of more is of no kind that is known. */
const MOST_COMPONENTS = 4;

function layOutFrame(
  width: number,
  height: number,
  precision: number,
  coding: FrameCoding,
  specifications: Uint8Array,
  fileBytes: number,
): Frame {
  const factors = Array.from({ length: specifications.length / 3 }, (_, index) => {
    const [id = 0, factor = 0, quantization = 0] = specifications.subarray(index * 3);
    return { id, across: factor >> 4, down: factor & 15, quantization };
  });
  const most = {
    across: checkFactors(factors.map(({ across }) => across)),
    down: checkFactors(factors.map(({ down }) => down)),
  };
  // A lossless frame has samples where others have blocks.
  const side = coding.lossless ? 1 : 8;
  const mcuColumns = Math.ceil(width / (side * most.across));
  const mcuRows = Math.ceil(height / (side * most.down));
  const perMcu = factors.reduce((sum, { across, down }) => sum + across * down, 0);
  const blocks = mcuColumns * mcuRows * perMcu;
  // A Huffman code has a bit at least, and every block has a code of its own for its first coefficient.
  if (!coding.arithmetic && leastBlocks(width, height, side, factors, most) > fileBytes * 8) {
    throw corrupt(`it claims ${width} x ${height} pixels, and its data cannot hold as many`);
  }
  const remembered = coding.progressive ? 2 : 0;
  const components = factors.map(({ id, across, down, quantization }): FrameComponent => {
    const stride = mcuColumns * across;
    return {
      id,
      quantization,
      across,
      down,
      columns: Math.ceil(Math.ceil((width * across) / most.across) / side),
      rows: Math.ceil(Math.ceil((height * down) / most.down) / side),
      stride,
      nonZero: new Uint32Array(stride * mcuRows * down * remembered),
      anyNonZero: new Uint32Array(2),
    };
  });
  const { progressive, lossless, arithmetic } = coding;
  const frame = {
    width,
    height,
    precision,
    progressive,
    lossless,
    arithmetic,
    components,
    mcuColumns,
    mcuRows,
    blocks,
  };
  return { ...frame, unusual: unusualOf(frame, most) };
}

function leastBlocks(width: number, height: number, side: number, factors: readonly Factors[], most: Factors): number {
  return factors.reduce((sum, { across, down }) => {
    const columns = Math.ceil((width * across) / most.across / side);
    return sum + columns * Math.ceil((height * down) / most.down / side);
  }, 0);
}

interface Factors {
  readonly across: number;
  readonly down: number;
}

/** What not every decoder reads. Some scale components up by whole factors only. */
function unusualOf(frame: Omit<Frame, "unusual">, most: Factors): string | undefined {
  const { lossless, arithmetic, precision, components } = frame;
  if (lossless) return "it is lossless";
  if (arithmetic) return "it is arithmetic-coded";
  if (precision !== 8) return `it has ${precision} bits`;
  if (components.length === 4) return "it is CMYK";
  if (components.length === 2) return "it has 2 components";
  const whole = components.every(({ across, down }) => most.across % across === 0 && most.down % down === 0);
  return whole ? undefined : "its sampling factors are not whole multiples";
}

/** The largest of the sampling factors. */
function checkFactors(factors: readonly number[]): number {
  if (factors.some((factor) => factor < 1 || factor > 4)) throw corrupt("its sampling factors are wrong");
  return Math.max(...factors);
}
