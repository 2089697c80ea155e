/**
 * A font or profile that is not damaged but of a kind that this server cannot use. No source error: the file is fine
 * (X02), and nothing is redirected for it (R08).
 */
export class UnsupportedError extends Error {
  override readonly name = "UnsupportedError";
  readonly code = "unsupported-resource";
  readonly status = 500;
  readonly publicMessage: string;
  /** The file, for the log. */
  readonly source: string;

  /** @param what what is not supported, as a sentence that a client may see */
  constructor(what: string, source: string) {
    super(`${what} (${source})`);
    this.publicMessage = what;
    this.source = source;
  }
}
