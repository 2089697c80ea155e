/**
 * `#worker-entry` of the built package: what a worker is to be started with for a module of it. Built code is started
 * as it is, on every runtime.
 */
export function workerEntry(module: URL): URL {
  return module;
}
