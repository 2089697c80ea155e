/** Where `errorRedirect.rootUrl` points to. */
export type RootKind =
  /** The scripted secondary. */
  | "secondary"
  /** A port that refuses connections. */
  | "refused"
  /** A port on which nothing answers. */
  | "black-hole"
  /** The key is there and empty. */
  | "empty"
  /** The key is not there. */
  | "absent";

/** One configuration of the server under test. Cases with the same one share a server. */
export interface ConfigurationSpec {
  readonly root: RootKind;
  /** Left out of the file when undefined, so that the default applies. */
  readonly connectTimeoutMs?: number;
  readonly socketTimeoutMs?: number;
  /** Whether the server is told to trust the proxy in front of it. @default false */
  readonly trustProxy?: boolean;
  /** What the configuration names and what is not there. A server may refuse to start on it (X23). @default nothing */
  readonly lost?: "catalog-folder" | "image-root" | "data-files";
  /** Whether a second server of the same kind is started, `{peer}`. @default false */
  readonly peer?: boolean;
}

/**
 * All configurations. `standard` carries nearly every case; its timeouts are short so that stalls are over soon, and
 * long enough for a busy machine. It comes first: cases of others may depend on its cases only.
 */
export const CONFIGURATIONS = {
  standard: { root: "secondary", connectTimeoutMs: 1_500, socketTimeoutMs: 1_200 },
  off: { root: "absent" },
  empty: { root: "empty" },
  refused: { root: "refused", connectTimeoutMs: 1_500, socketTimeoutMs: 1_200 },
  "black-hole": { root: "black-hole", connectTimeoutMs: 400, socketTimeoutMs: 8_000 },
  "black-hole-default": { root: "black-hole", socketTimeoutMs: 8_000 },
  patient: { root: "secondary", connectTimeoutMs: 500 },
  peers: { root: "secondary", connectTimeoutMs: 1_500, socketTimeoutMs: 10_000, peer: true },
  "lost-data-files": { root: "secondary", connectTimeoutMs: 1_500, socketTimeoutMs: 10_000, lost: "data-files" },
  "lost-catalog-folder": {
    root: "secondary",
    connectTimeoutMs: 1_500,
    socketTimeoutMs: 10_000,
    lost: "catalog-folder",
  },
  "lost-image-root": { root: "secondary", connectTimeoutMs: 1_500, socketTimeoutMs: 10_000, lost: "image-root" },
  trusting: { root: "secondary", connectTimeoutMs: 1_500, socketTimeoutMs: 10_000, trustProxy: true },
} as const satisfies Record<string, ConfigurationSpec>;

/** The name of a configuration. */
export type ConfigurationName = keyof typeof CONFIGURATIONS;

/** The specification behind a name. */
export function configurationSpec(name: ConfigurationName): ConfigurationSpec {
  return CONFIGURATIONS[name];
}
