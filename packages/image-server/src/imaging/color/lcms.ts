import { instantiate, type Lcms } from "lcms-wasm";

let loading: Promise<Lcms> | undefined;

/**
 * Runs something with LittleCMS. When it throws anything that `isOurs` does not know, the WebAssembly instance may
 * be broken: it is given up, and the next call gets a new one.
 */
export async function withLcms<T>(use: (lcms: Lcms) => T, isOurs: (error: unknown) => boolean): Promise<T> {
  loading ??= instantiate();
  const instance = loading;
  try {
    return use(await instance);
  } catch (error) {
    if (!isOurs(error) && loading === instance) loading = undefined;
    throw error;
  }
}

/** Closes what is left open, in reverse order, however the work ends. */
export function withCleanup<T>(work: (later: (close: () => void) => void) => T): T {
  const closers: (() => void)[] = [];
  try {
    return work((close) => closers.push(close));
  } finally {
    for (const close of closers.reverse()) close();
  }
}

/**
 * Opens a profile. The bytes go through the heap: the wrapper of the package would put them on its small stack.
 *
 * @returns a handle, or 0 when LittleCMS rejects the profile
 */
export function openProfile(lcms: Lcms, bytes: Uint8Array): number {
  const address = lcms._malloc(bytes.length);
  if (address === 0) return 0;
  try {
    lcms.HEAPU8.set(bytes, address);
    return lcms.ccall("cmsOpenProfileFromMem", "number", ["number", "number"], [address, bytes.length]);
  } finally {
    lcms._free(address);
  }
}
