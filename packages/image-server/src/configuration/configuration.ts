/** What `PlatformServer.conf` says, complete and checked; paths are absolute. */
export interface ServerConfiguration {
  readonly errorRedirect: {
    /** Undefined = off (R12). */
    readonly rootUrl: string | undefined;
    readonly connectTimeoutMs: number;
    readonly socketTimeoutMs: number;
  };
  /** Folder with `*.ini`. @default the configuration folder's `catalog` */
  readonly catalogRootPath: string;
  /** Tried in order. @default ["images"] */
  readonly imageRootPaths: readonly string[];
  /**
   * Whether the file names the image roots: whether an image is there is not known while one of them is missing (X23).
   */
  readonly imageRootsNamed: boolean;
  /** Tried in order. @default ["static"] */
  readonly staticContentRootPaths: readonly string[];
  /** Most pixels of a source, and of an image on the way to the response. @default 100000000 */
  readonly maxSourcePixels: number;
  readonly cache: {
    /** Bytes of bodies. @default 67108864 */
    readonly maxSizeBytes: number;
    /** @default 10000 */
    readonly maxEntries: number;
  };
  readonly clients: ClientLimits;
  readonly repairList: {
    /** Addresses and CIDR ranges that may ask for the repair list. @default ["127.0.0.0/8", "::1"] */
    readonly clientAddressFilter: readonly string[];
  };
  readonly accessLog: {
    /** Undefined = stdout. */
    readonly directory: string | undefined;
    /** @default "access-" */
    readonly prefix: string;
    /** `TC::pattern` @default `DEFAULT_ACCESS_LOG_PATTERN` of core */
    readonly pattern: string;
    /** @default 10 */
    readonly maxDays: number;
  };
}

/** What one client may have under way (X17). Counts, of which 0 is any number. */
export interface ClientLimits {
  /** Requests of one connection; it is not read while it has so many. From 1. @default 4 */
  readonly maxPipelinedRequests: number;
  /** Requests of one connection that are at the secondary. @default 16 */
  readonly maxRedirectsPerConnection: number;
  /** Of all connections of one address. @default 0 */
  readonly maxRedirectsPerAddress: number;
  /** Renderings for one address; `maxRendersPerAddress` of the options goes first. @default 0 */
  readonly maxRendersPerAddress: number;
}

/** A message to the operator about a configuration or catalog file. */
export interface ConfigurationNotice {
  readonly severity: "warning" | "error";
  readonly file: string;
  /** 1-based. */
  readonly line?: number;
  /** Name of the column or key. */
  readonly column?: string;
  /** One sentence that names the thing, its value and what is allowed. */
  readonly message: string;
}
