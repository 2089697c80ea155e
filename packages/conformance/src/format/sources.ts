/** A valid file of `fixtures/`. */
export type FixtureName =
  | "noisy.jpg"
  | "noisy-cmyk.jpg"
  | "noisy.png"
  | "noisy.gif"
  | "Inter-Regular.ttf"
  | "tiny-rgb.icc";

/**
 * How a valid file is damaged: `cut` leaves the first part; `zeros` overwrites a run in the middle; `flips` turns one
 * bit in every few bytes; `header-only` leaves the first 24 bytes; `beheaded` overwrites the first part with noise but
 * for its first bytes, by which the format is known; `bytes-lost` takes some out of the middle.
 */
export type Damage = "cut" | "zeros" | "flips" | "header-only" | "beheaded" | "bytes-lost";

/** Pictures of `fixtures/` that can be written in another way. */
export type RewrittenFixture = "noisy.jpg" | "noisy.png" | "noisy.gif";

/** What is in a file of a case. */
export type FileContent =
  | { readonly fixture: FixtureName; readonly damage?: Damage }
  | { readonly text: string }
  /** The same picture in a file that is valid and written in an unusual way. */
  | { readonly unusual: RewrittenFixture }
  /** A valid picture in a format that hardly any server for the web decodes. */
  | { readonly picture: "bmp" | "tiff" | "pcx" }
  /** A folder where a file is expected. */
  | { readonly folder: true }
  /** The fixture, but the server may not read it. */
  | { readonly forbidden: FixtureName };

/** A file of a case. The case's own folder, `{case}-files`, is put in front of the name. */
export interface CaseFile {
  /** Which root it is below. */
  readonly under: "images" | "static" | "catalog";
  readonly name: string;
  readonly content: FileContent;
}

/** The catalog of a case. Its root id is the case's id; paths are file names in the case's own folder. */
export interface CaseCatalog {
  /** Lines of the attribute file, such as `{ ErrorDetail: "2" }`. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Id -> path, or path and modifier. */
  readonly images?: Readonly<Record<string, string | { readonly path: string; readonly modifier: string }>>;
  readonly staticContent?: Readonly<Record<string, string>>;
  readonly fonts?: Readonly<Record<string, string>>;
  readonly profiles?: Readonly<Record<string, string>>;
}

/** What the sources of a case look like. */
export interface CaseSources {
  readonly catalog?: CaseCatalog;
  readonly files?: readonly CaseFile[];
}
