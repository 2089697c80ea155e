import { createRequire } from "node:module";
import type { HeadReading, Reader, Reading } from "./reading.ts";

/** What llhttp's WebAssembly build exports, as far as it is used here. */
interface LlhttpExports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  malloc(bytes: number): number;
  llhttp_alloc(type: number): number;
  llhttp_reset(parser: number): void;
  llhttp_execute(parser: number, bytes: number, length: number): number;
  llhttp_finish(parser: number): number;
  llhttp_get_error_pos(parser: number): number;
  llhttp_errno_name(error: number): number;
  llhttp_get_error_reason(parser: number): number;
  llhttp_get_status_code(parser: number): number;
  llhttp_should_keep_alive(parser: number): number;
}

const RESPONSE = 2;
const PAUSED = 21;
const GO_ON = 0;
const SKIP_BODY = 1;
/** Longer pieces are cut. */
const BUFFER_BYTES = 64 * 1024;

/** The parser of Node.js and undici, strict, in the WebAssembly build that undici ships. One answer at a time. */
export function createLlhttpReader(): Reader {
  const bytes = createRequire(import.meta.url)("undici/lib/llhttp/llhttp-wasm.js") as Uint8Array<ArrayBuffer>;
  let method = "GET";
  let name = "";
  let value = "";
  let fields: string[] = [];
  let head: HeadReading | undefined;
  let body = "";
  let isOver = false;
  let keepAlive = false;

  const text = (at: number, length: number) => Buffer.from(wasm.memory.buffer, at, length).toString("latin1");
  const cString = (at: number) => {
    const all = Buffer.from(wasm.memory.buffer);
    return all.toString("latin1", at, all.indexOf(0, at));
  };
  const endField = () => {
    // The blanks behind a value are no part of it, and llhttp's host is to take them away.
    if (name !== "" && head === undefined) fields.push(name, value.replace(/[ \t]+$/, ""));
    name = "";
    value = "";
  };
  // A field's name and value come in parts when the bytes do.
  let inValue = false;
  const env = {
    wasm_on_message_begin: () => 0,
    wasm_on_url: () => 0,
    wasm_on_status: () => 0,
    wasm_on_header_field(_parser: number, at: number, length: number) {
      if (inValue) endField();
      inValue = false;
      name += text(at, length);
      return 0;
    },
    wasm_on_header_value(_parser: number, at: number, length: number) {
      inValue = true;
      value += text(at, length);
      return 0;
    },
    wasm_on_headers_complete(parser: number) {
      endField();
      inValue = false;
      const status = wasm.llhttp_get_status_code(parser);
      if (status >= 200 || status < 100) head = { status, fields };
      fields = [];
      // llhttp leaves it to its host to say which answers have no body (RFC 9112 §6.3, rule 1).
      return method === "HEAD" || status < 200 || status === 204 || status === 304 ? SKIP_BODY : GO_ON;
    },
    wasm_on_body(_parser: number, at: number, length: number) {
      body += text(at, length);
      return 0;
    },
    wasm_on_message_complete(parser: number) {
      if (head === undefined) return 0;
      isOver = true;
      keepAlive = wasm.llhttp_should_keep_alive(parser) === 1;
      return PAUSED;
    },
  };
  const wasm = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env }).exports as unknown as LlhttpExports;
  wasm._initialize();
  const parser = wasm.llhttp_alloc(RESPONSE);
  const buffer = wasm.malloc(BUFFER_BYTES);

  return (askedMethod, pieces): Reading => {
    wasm.llhttp_reset(parser);
    method = askedMethod;
    name = "";
    value = "";
    inValue = false;
    fields = [];
    head = undefined;
    body = "";
    isOver = false;
    keepAlive = false;
    let error = 0;
    let left = 0;
    for (const given of pieces) {
      for (let at = 0; at < given.length; at += BUFFER_BYTES) {
        const piece = given.subarray(at, at + BUFFER_BYTES);
        if (isOver) left += piece.length;
        if (error !== 0 || isOver) continue;
        Buffer.from(wasm.memory.buffer, buffer, piece.length).set(piece);
        error = wasm.llhttp_execute(parser, buffer, piece.length);
        if (isOver) left += piece.length - (wasm.llhttp_get_error_pos(parser) - buffer);
      }
    }
    if (error === 0 && !isOver) error = wasm.llhttp_finish(parser);
    const found = head as HeadReading | undefined;
    if (found !== undefined && isOver) return { kind: "whole", head: found, body, reusable: keepAlive && left === 0 };
    const reason = error === 0 ? "" : cString(wasm.llhttp_get_error_reason(parser));
    const problem = error === 0 ? "ended early" : `${cString(wasm.llhttp_errno_name(error))} ${reason}`;
    return found === undefined ? { kind: "none", problem } : { kind: "broken", problem, head: found, body };
  };
}
