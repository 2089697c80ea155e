/** How images are looked at. */
export interface InspectOptions {
  /** Pixels; an image that claims more is unsupported. */
  readonly maxPixels: number;
  /**
   * Whether that counts as damage too which every viewer overlooks: an end marker that is missing, a wrong checksum of
   * data that no pixel hangs on, a later picture that is broken (`SourceCheck=strict`).
   */
  readonly strict: boolean;
}
