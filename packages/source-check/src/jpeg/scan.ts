import { breaks } from "../bytes/format-problem.ts";
import { checkArithmeticScan } from "./arithmetic-scan.ts";
import { type BlockReader, blockReader, NOT_READ } from "./block-readers.ts";
import { EntropyReader } from "./entropy-reader.ts";
import type { Frame, FrameComponent } from "./frame.ts";
import type { HuffmanTable } from "./huffman-table.ts";

const corrupt = breaks('ITU-T T.81, B.2.3 "Scan header syntax"');

/** What a scan depends on besides its own header. */
export interface ScanContext {
  readonly frame: Frame;
  /** By class and number as in a DHT segment. */
  readonly tables: ReadonlyMap<number, HuffmanTable>;
  /** Numbers of the quantization tables that there are. */
  readonly quantization: ReadonlySet<number>;
  /** MCUs between restart markers; 0 = there are none. */
  readonly restartInterval: number;
  /** Whether bytes between the data and the next marker are damage, however few they are. */
  readonly strict: boolean;
  /** Counts the blocks that scans go through, of all scans together. */
  readonly work: { blocks: number };
}

interface ScanComponent {
  readonly component: FrameComponent;
  readonly read: BlockReader;
}

/**
 * Reads all entropy-coded data of a scan and checks that it is exactly what its header announces. Decoders fill in
 * for what is missing and go on; this finds lost and changed bytes that they let pass.
 *
 * ITU-T T.81, annexes A.2, B.2.3 and E.2.
 *
 * @param at where the data begins
 * @returns the components that have their first coefficients in this scan, without which nothing of them can be shown
 * @throws {FormatProblem} corrupt
 */
export function checkScan(bytes: Uint8Array, at: number, header: Uint8Array, context: ScanContext): FrameComponent[] {
  const { frame, restartInterval, strict, work } = context;
  const { components, isFirst } = readScanHeader(header, context);
  const covered = isFirst ? components.map(({ component }) => component) : [];
  if (frame.arithmetic) {
    checkArithmeticScan(bytes, at);
    return covered;
  }
  const reader = new EntropyReader(bytes, at);
  const single = components.length === 1 ? components[0]! : undefined;
  const columns = single?.component.columns ?? frame.mcuColumns;
  const units = columns * (single?.component.rows ?? frame.mcuRows);
  for (let unit = 0; unit < units; unit++) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      reader.restart(unit / restartInterval - 1);
      for (const { read } of components) read.restart();
    }
    work.blocks += components.length;
    const column = unit % columns;
    const row = (unit - column) / columns;
    if (single !== undefined) {
      single.read.block(reader, row * single.component.stride + column);
      const beforeRestart = restartInterval > 0 ? restartInterval - (unit % restartInterval) : units;
      unit += single.read.passEmpty(Math.min(beforeRestart, units - unit) - 1);
    } else for (const each of components) readMcu(reader, each, column, row);
  }
  reader.finish(strict ? 0 : MOST_STRAY_BYTES);
  return covered;
}

/** So many bytes between the data and the marker are shown by every viewer: some cameras and scanners write them. */
const MOST_STRAY_BYTES = 16;

function readMcu(reader: EntropyReader, { component, read }: ScanComponent, column: number, row: number): void {
  const { across, down, stride } = component;
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) read.block(reader, (row * down + y) * stride + column * across + x);
  }
}

function readScanHeader(
  header: Uint8Array,
  { frame, tables, quantization }: ScanContext,
): { components: ScanComponent[]; isFirst: boolean } {
  const count = header[0] ?? 0;
  if (count < 1 || count > 4 || header.length < 4 + count * 2) throw corrupt("a scan header is cut short");
  const [first = 0, last = 0, approximation = 0] = header.subarray(1 + count * 2);
  const spectrum = frame.progressive ? { first, last } : { first: 0, last: 63 };
  if (spectrum.first > spectrum.last || spectrum.last > 63) throw corrupt("a scan covers impossible coefficients");
  const refining = frame.progressive && approximation >> 4 !== 0;
  const components = Array.from({ length: count }, (_, index): ScanComponent => {
    const [id, selectors = 0] = header.subarray(1 + index * 2);
    const component = frame.components.find((candidate) => candidate.id === id);
    if (component === undefined) throw corrupt("a scan names a component that the frame lacks");
    if (!frame.lossless && !quantization.has(component.quantization)) throw corrupt("a quantization table is missing");
    if (frame.arithmetic) return { component, read: NOT_READ };
    const read = blockReader({
      ...spectrum,
      refining,
      progressive: frame.progressive,
      lossless: frame.lossless,
      precision: frame.precision,
      dc: tables.get(selectors >> 4),
      ac: tables.get(0x10 | (selectors & 15)),
      nonZero: component.nonZero,
      anyNonZero: component.anyNonZero,
    });
    return { component, read };
  });
  return { components, isFirst: spectrum.first === 0 && !refining };
}
