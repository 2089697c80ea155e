/** One row of an image catalog data file. */
export interface ImageRecord {
  readonly id: string;
  /** Relative to the catalog's root path and the image roots. */
  readonly path: string;
  /** Commands that are applied before those of the request, `key=value&…`. */
  readonly modifier?: string;
  /** Hours, below 0 = never expires; undefined = the catalog's. */
  readonly expiration?: number;
  /** Milliseconds since 1970; overrides the file's modification time in `Last-Modified`. */
  readonly timeStampMs?: number;
  readonly userData?: string;
}

/** One row of a static content catalog data file. */
export interface StaticRecord {
  readonly id: string;
  /** Relative to the catalog's static content root path and the static roots. */
  readonly path: string;
  /** Hours, below 0 = never expires; undefined = the catalog's. */
  readonly expiration?: number;
  readonly userType?: string;
}

/**
 * The attributes of a catalog, complete: what its file does not say is inherited from the default catalog, then the
 * defaults.
 */
export interface CatalogAttributes {
  readonly rootId: string;
  /** Prefix of the paths of image rows, relative to the image roots. @default "" */
  readonly rootPath: string;
  /** Prefix of the paths of static rows, relative to the static roots. @default "" */
  readonly staticContentRootPath: string;
  /** Font of `text=` without a font of its own; a name in the font map. */
  readonly defaultFont?: string;
  /** Catalog id or path of the image that answers for a missing one (R17). */
  readonly defaultImage?: string;
  /** Catalog id or path of the image into which error messages are rendered. */
  readonly errorImage?: string;
  /** 0 status only, 1 the public message, 2 the source too, 3 the error underneath too. @default 1 */
  readonly errorDetail: 0 | 1 | 2 | 3;
  /** Hours for images, below 0 = never expires. @default 10 */
  readonly expiration: number;
  /** Hours for all but images: errors, properties, static content without its own; below 0 = never. @default 10 */
  readonly nonImgExpiration: number;
  /** Appended to a path that has no file extension, without its dot. */
  readonly defaultExt?: string;
  /** 1 to 100. @default 85 */
  readonly jpegQuality: number;
  /** RGB, 0xRRGGBB. @default 0xFFFFFF */
  readonly bkgColor: number;
  /**
   * Largest width and height of a response image; 0, 0 = no limit here.
   * @default 4000, 4000: the manual's 16 million pixels
   */
  readonly maxPix: { readonly width: number; readonly height: number };
  /** Whether pictures are turned as their files ask, before every command. @default "apply" */
  readonly orientation: "apply" | "ignore";
  /**
   * Whether damage that every viewer overlooks counts: an end marker that is missing, a wrong checksum of data that no
   * pixel hangs on, a later picture that is broken. @default "lenient"
   */
  readonly sourceCheck: "strict" | "lenient";
  /** Addresses or CIDR ranges that may ask; empty = all. */
  readonly clientAddressFilter: readonly string[];
}

/** One catalog with everything that it names, ready for look-ups. Ids and names are looked up case-sensitively. */
export interface Catalog {
  readonly attributes: CatalogAttributes;
  image(id: string): ImageRecord | undefined;
  staticContent(id: string): StaticRecord | undefined;
  /**
   * Path of a font file by its name in the font map (this catalog's, then the default's): relative to the catalog
   * folder, never above it. (The IS manual, "Source data", has it relative to the image roots; here fonts and profiles
   * need not be among the images that are served.)
   */
  fontPath(name: string): string | undefined;
  /** Path of an ICC profile by its name in the profile map, like that of a font. */
  profilePath(name: string): string | undefined;
}

/** What is named in the catalog folder and could not be loaded (X23). */
export interface MissingCatalogs {
  /** Nothing is known of any name: the folder, or the default catalog that all others inherit from, is missing. */
  readonly all: boolean;
  /** A catalog whose root id is not known either is missing: any root id may be its. */
  readonly anyRootId: boolean;
  /** Attributes of the catalogs whose data is missing, by their root id. */
  readonly byRootId: ReadonlyMap<string, CatalogAttributes>;
}

/** All catalogs of a configuration, one immutable version of them. */
export interface CatalogSet {
  /** Changes with every reload. */
  readonly version: number;
  /** By root id. Root ids and ids are case-sensitive (IS manual, "object"). */
  catalog(rootId: string): Catalog | undefined;
  readonly rootIds: readonly string[];
  /**
   * Whether the meaning of a name is not known, because its catalog is named and could not be loaded (X23).
   *
   * @param rootId the first of the name's elements; undefined for a name of one element
   */
  isUnavailable(rootId: string | undefined): boolean;
  /** Number of catalogs that were loaded from a file. */
  readonly count: number;
  /** Attributes of catalogs whose data could not be loaded: they guard their folders all the same. */
  readonly guards: readonly CatalogAttributes[];
  /** `default.ini`, or the built-in defaults. */
  readonly defaultCatalog: Catalog;
}
