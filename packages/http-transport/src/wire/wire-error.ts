/** What is wrong with the bytes of an answer. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly kind: "malformed" | "head-too-large";

  constructor(kind: "malformed" | "head-too-large", message: string) {
    super(message);
    this.kind = kind;
  }
}
