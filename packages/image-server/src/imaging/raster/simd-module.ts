/**
 * Functions on rows of pixels of four 32-bit floats each, colours multiplied by alpha. Addresses are bytes; `end` is
 * exclusive.
 */
export interface SimdFunctions {
  readonly memory: WebAssembly.Memory;
  /** RGBA bytes into floats. */
  unpack(from: number, to: number, end: number): void;
  /** Adds a row, times a weight, to another. */
  addRow(sums: number, row: number, end: number, weight: number): void;
  /**
   * Makes each output pixel the sum of a span of weighted input pixels.
   *
   * @param spans for each output pixel two 32-bit numbers: where its span begins, in bytes, and the bytes of its
   * weights
   * @param weights 32-bit floats, those of one span after those of another
   */
  filterRow(row: number, spans: number, weights: number, to: number, end: number): void;
  /** Floats into RGBA bytes, alpha divided out, rounded and clamped. */
  pack(from: number, to: number, end: number): void;
}

// WebAssembly core specification, "Binary format". Written out here because a build step for some sixty instructions
// would be more to keep than they are.
const I32 = 0x7f;
const F32 = 0x7d;
const V128 = 0x7b;

const unsigned = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)]);
const list = (items: readonly (readonly number[])[]) => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];
const text = (value: string) => list([...new TextEncoder().encode(value)].map((byte) => [byte]));

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const i32 = (value: number) => [0x41, value];
const f32 = (value: number) => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)];
const loadI32 = (offset: number) => [0x28, 2, offset];
const ADD = [0x6a];
const DIVIDE_F32 = [0x95];
const MULTIPLY_F32 = [0x94];

const simd = (code: number, ...operands: readonly number[]) => [0xfd, ...unsigned(code), ...operands];
const LOAD = simd(0, 4, 0);
const LOAD_SPLAT = simd(9, 2, 0);
const LOAD_FOUR_BYTES = simd(92, 2, 0);
const STORE = simd(11, 4, 0);
const STORE_FOUR_BYTES = simd(90, 2, 0, 0);
const ZERO = simd(12, ...new Array<number>(16).fill(0));
const SPLAT = simd(19);
const ALPHA = simd(31, 3);
const REPLACE_ALPHA = simd(32, 3);
const GREATER = simd(68);
const AND = simd(78);
const ADD_PIXELS = simd(228);
const MULTIPLY = simd(230);
const TO_FLOATS = [...simd(137), ...simd(169), ...simd(251)];
/** Rounded, then twice made half as wide; for both there is a second pixel, of which nothing is used. */
const toBytes = (local: number) => [
  ...[...simd(106), ...simd(248)],
  ...[...tee(local), ...get(local), ...simd(133)],
  ...[...tee(local), ...get(local), ...simd(102)],
];

/** Puts an address further. */
const step = (local: number, bytes: number) => [...get(local), ...i32(bytes), ...ADD, ...set(local)];
/** Does something until an address has come to its end; at least once. */
const until = (local: number, end: number, body: readonly (readonly number[])[]) => [
  ...[0x03, 0x40],
  ...body.flat(),
  ...get(local),
  ...get(end),
  ...[0x49, 0x0d, 0, 0x0b],
];

interface WasmFunction {
  readonly name: keyof SimdFunctions;
  readonly parameters: readonly number[];
  /** Numbered after the parameters. */
  readonly locals: readonly number[];
  readonly body: readonly number[];
}

const FUNCTIONS: readonly WasmFunction[] = [
  {
    name: "unpack",
    parameters: [I32, I32, I32],
    locals: [V128],
    body: until(1, 2, [
      [...get(0), ...LOAD_FOUR_BYTES, ...TO_FLOATS, ...set(3)],
      // pixel * (a / 255, a / 255, a / 255, 1)
      [...get(1), ...get(3), ...get(3), ...ALPHA, ...f32(1 / 255), ...MULTIPLY_F32, ...SPLAT],
      [...f32(1), ...REPLACE_ALPHA, ...MULTIPLY, ...STORE],
      step(0, 4),
      step(1, 16),
    ]),
  },
  {
    name: "addRow",
    parameters: [I32, I32, I32, F32],
    locals: [V128],
    body: [
      ...[...get(3), ...SPLAT, ...set(4)],
      ...until(0, 2, [
        [...get(0), ...get(0), ...LOAD, ...get(1), ...LOAD, ...get(4), ...MULTIPLY, ...ADD_PIXELS, ...STORE],
        step(0, 16),
        step(1, 16),
      ]),
    ],
  },
  {
    name: "filterRow",
    parameters: [I32, I32, I32, I32, I32],
    // The input pixel, the end of the weights, and the sum.
    locals: [I32, I32, V128],
    body: until(3, 4, [
      [...get(0), ...get(1), ...loadI32(0), ...ADD, ...set(5)],
      [...get(2), ...get(1), ...loadI32(4), ...ADD, ...set(6)],
      [...ZERO, ...set(7)],
      until(2, 6, [
        [...get(7), ...get(5), ...LOAD, ...get(2), ...LOAD_SPLAT, ...MULTIPLY, ...ADD_PIXELS, ...set(7)],
        step(5, 16),
        step(2, 4),
      ]),
      [...get(3), ...get(7), ...STORE],
      step(1, 8),
      step(3, 16),
    ]),
  },
  {
    name: "pack",
    parameters: [I32, I32, I32],
    locals: [V128, V128],
    body: until(1, 2, [
      [...get(0), ...LOAD, ...tee(3), ...ALPHA, ...SPLAT, ...set(4)],
      // pixel * (255 / a, 255 / a, 255 / a, 1), and nothing where a is not above 0
      [...get(1), ...get(3), ...f32(255), ...get(4), ...ALPHA, ...DIVIDE_F32, ...SPLAT, ...f32(1), ...REPLACE_ALPHA],
      [...MULTIPLY, ...get(4), ...ZERO, ...GREATER, ...AND, ...toBytes(3), ...STORE_FOUR_BYTES],
      step(0, 16),
      step(1, 4),
    ]),
  },
];

const MAGIC_AND_VERSION = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const types = FUNCTIONS.map(({ parameters }) => [0x60, ...list(parameters.map((type) => [type])), 0]);
  const bodies = FUNCTIONS.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, type])), ...body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  const functionExports = FUNCTIONS.map(({ name }, index) => [...text(name), 0, index]);
  return Uint8Array.from([
    ...MAGIC_AND_VERSION,
    ...section(1, list(types)),
    ...section(3, list(FUNCTIONS.map((_, index) => [index]))),
    ...section(5, list([[0, 1]])),
    ...section(7, list([...functionExports, [...text("memory"), 2, 0]])),
    ...section(10, list(bodies)),
  ]);
}

let instance: SimdFunctions | "none" | undefined;

/** The functions; undefined on a machine or a runtime without vector instructions in WebAssembly. */
export function simdFunctions(): SimdFunctions | undefined {
  if (instance === undefined) {
    const bytes = moduleBytes();
    instance = WebAssembly.validate(bytes)
      ? (new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as SimdFunctions)
      : "none";
  }
  return instance === "none" ? undefined : instance;
}
