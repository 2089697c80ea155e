/** What a file is, and so which reference judges it and how the image server is asked about it. */
export type FileFormat = "jpeg" | "png" | "gif" | "tiff" | "other image" | "font" | "profile" | "embedded profile";

/** How one valid file is made. */
export interface Recipe {
  /** Unique: format, encoder and settings, such as `jpeg/sharp-photo-q80-420`. */
  readonly name: string;
  readonly format: FileFormat;
  /** The library or program that writes it. */
  readonly encoder: string;
  make(): Promise<Uint8Array>;
}
