import process from "node:process";
import type { AdapterRequestContext } from "@hattip/core";
import type { LazyRequest } from "./lazy-request.ts";

const LAZY = Symbol("lazy request");

/** The property `request`: made once, as a hidden class of its own for every context would outlive the request. */
const REQUEST: PropertyDescriptor & ThisType<RequestContext<unknown>> = {
  get() {
    return this[LAZY].request;
  },
  set(request: Request) {
    this[LAZY].request = request;
  },
  // As in HatTip's own context it is the object's own, so that a copy of the context has it.
  enumerable: true,
  configurable: true,
};

/**
 * HatTip's context. Its adapter would make the `Request` first, which costs more than the rest of a redirected request.
 */
export class RequestContext<P> implements AdapterRequestContext<P> {
  declare request: Request;
  readonly ip: string;
  readonly env: (variable: string) => string | undefined;
  readonly waitUntil: (promise: unknown) => void;
  readonly passThrough: () => void;
  readonly platform: P;
  readonly [LAZY]: LazyRequest;

  /**
   * @param onPassThrough called when the handler leaves the request to the next one
   * @param onFailure called with the error of a promise that was given to `waitUntil`
   */
  constructor(
    request: LazyRequest,
    ip: string,
    platform: P,
    onPassThrough: () => void,
    onFailure: (error: unknown) => void,
  ) {
    this[LAZY] = request;
    Object.defineProperty(this, "request", REQUEST);
    this.ip = ip;
    this.env = environment;
    // A promise that is not awaited must not end the process when it fails.
    this.waitUntil = (promise) => void Promise.resolve(promise).catch(onFailure);
    this.passThrough = onPassThrough;
    this.platform = platform;
  }
}

function environment(variable: string): string | undefined {
  return process.env[variable];
}
