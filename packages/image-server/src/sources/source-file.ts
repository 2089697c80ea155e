/** A source file as it was when it was read: bytes and identity. */
export interface SourceFile {
  /** How messages and the log call it: its path below the root it was found in. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly identity: SourceIdentity;
}

/** Distinguishes one version of a file from the next. */
export interface SourceIdentity {
  readonly sizeBytes: number;
  /** Milliseconds since 1970, with fractions where the file system has them. */
  readonly modifiedAtMs: number;
  readonly inode: number;
}

/** A file that is there, not yet read. */
export interface LocatedSource {
  readonly name: string;
  readonly path: string;
  readonly identity: SourceIdentity;
}

/** Why a path could not be turned into a readable file. */
export type SourceProblem =
  | {
      readonly kind: "missing";
      /**
       * A root where it might be is missing as a whole, such as a volume that is not mounted.
       * @default undefined, all were there
       */
      readonly lostRoot?: string;
    }
  /** It exists and cannot be opened or read: EACCES, EIO, ESTALE, a directory, … (X01) */
  | { readonly kind: "unreadable"; readonly cause: unknown }
  /** It lies outside its root, by its path or through a symbolic link. */
  | { readonly kind: "refused" }
  /** The server ran out of file handles or memory: EMFILE, ENFILE, ENOMEM (X01). */
  | { readonly kind: "exhausted"; readonly cause: unknown };

/** Where sources live. The server ships one on disk; another may read from anywhere. */
export interface SourceStore {
  /** Looks a relative path up in the roots, in order; the first root that has it wins. */
  locate(roots: readonly string[], relativePath: string): Promise<LocatedSource | SourceProblem>;
  /**
   * Reads a located source whole. The bytes are the caller's: they move to another thread, so no other may hold them.
   */
  read(located: LocatedSource): Promise<SourceFile | SourceProblem>;
  /** Streams `[start, end]` of a located source, both inclusive. Opening happens before it resolves. */
  stream(
    located: LocatedSource,
    range?: { start: number; end: number },
  ): Promise<ReadableStream<Uint8Array> | SourceProblem>;
}
