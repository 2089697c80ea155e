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
}

/** The picture that a frame header announces; ITU-T T.81, annexes A.2 and B.2.2. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly progressive: boolean;
  readonly components: readonly FrameComponent[];
  /** Minimum coded units, when all components are interleaved. */
  readonly mcuColumns: number;
  readonly mcuRows: number;
}

/**
 * Reads the header of a frame of a type that the decoder implements.
 *
 * @throws {FormatProblem} unsupported for anything but 8 bits and one or three components
 */
export function readFrame(marker: number, data: Uint8Array, maxPixels: number): Frame {
  const count = data[5] ?? 0;
  if (data.length < 6 || data.length !== 6 + count * 3)
    throw corrupt("its frame header has another length than it says");
  const [precision = 0] = data;
  const height = (data[1]! << 8) | data[2]!;
  const width = (data[3]! << 8) | data[4]!;
  if (height === 0 && width > 0) throw unsupported("its height comes after its data (DNL)");
  checkDeclaredSize(width, height, maxPixels, corrupt);
  if (precision === 12 || precision === 16) throw unsupported(`it has ${precision} bits`);
  if (precision !== 8) throw corrupt(`it has ${precision} bits`);
  if (count === 0) throw corrupt("it has no components");
  if (count === 4) throw unsupported("it is CMYK");
  if (count !== 1 && count !== 3) throw unsupported(`it has ${count} components`);
  return layOutFrame(width, height, marker === 0xc2, data.subarray(6, 6 + count * 3));
}

function layOutFrame(width: number, height: number, progressive: boolean, specifications: Uint8Array): Frame {
  const factors = Array.from({ length: specifications.length / 3 }, (_, index) => {
    const [id = 0, factor = 0, quantization = 0] = specifications.subarray(index * 3);
    return { id, across: factor >> 4, down: factor & 15, quantization };
  });
  const most = {
    across: checkFactors(factors.map(({ across }) => across)),
    down: checkFactors(factors.map(({ down }) => down)),
  };
  const mcuColumns = Math.ceil(width / (8 * most.across));
  const mcuRows = Math.ceil(height / (8 * most.down));
  const components = factors.map(({ id, across, down, quantization }): FrameComponent => {
    const stride = mcuColumns * across;
    return {
      id,
      quantization,
      across,
      down,
      columns: Math.ceil(Math.ceil((width * across) / most.across) / 8),
      rows: Math.ceil(Math.ceil((height * down) / most.down) / 8),
      stride,
      nonZero: new Uint32Array(progressive ? stride * mcuRows * down * 2 : 0),
    };
  });
  return { width, height, progressive, components, mcuColumns, mcuRows };
}

/** The largest of the sampling factors; the decoder scales components up by whole factors only. */
function checkFactors(factors: readonly number[]): number {
  if (factors.some((factor) => factor < 1 || factor > 4)) throw corrupt("its sampling factors are wrong");
  const most = Math.max(...factors);
  if (factors.some((factor) => most % factor !== 0)) throw unsupported("its sampling factors are not whole multiples");
  return most;
}
