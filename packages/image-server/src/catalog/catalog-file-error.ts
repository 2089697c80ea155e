import type { ConfigurationNotice } from "../configuration/configuration.ts";
import type { CatalogAttributes } from "./catalog.ts";

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

/** What a catalog says of itself is known, but not all of the data files that it names can be used. */
export class CatalogIncompleteError extends Error {
  override readonly name = "CatalogIncompleteError";
  readonly attributes: CatalogAttributes;
  /** One of each file. */
  readonly notices: readonly ConfigurationNotice[];

  constructor(attributes: CatalogAttributes, errors: readonly CatalogFileError[]) {
    super(errors.map(({ message }) => message).join("; "));
    this.attributes = attributes;
    this.notices = errors.map(({ notice }) => notice);
  }
}
