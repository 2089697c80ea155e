import type { ConfigurationNotice } from "../configuration/configuration.ts";

/**
 * A file is so broken that the catalog cannot be used at all: unreadable, a header without its required columns, a
 * quote that is never closed. The catalog is then left out, or its version before is kept.
 */
export class CatalogFileError extends Error {
  override readonly name = "CatalogFileError";
  readonly notice: ConfigurationNotice;

  constructor(file: string, message: string, place: { line?: number; column?: string; cause?: unknown } = {}) {
    const { cause, ...position } = place;
    super(message, cause === undefined ? undefined : { cause });
    this.notice = { severity: "error", file, ...position, message };
  }
}
