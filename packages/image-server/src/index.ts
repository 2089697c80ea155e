export type { ConfigurationNotice } from "./configuration/configuration.ts";
export { ConfigurationError, isConfigurationError } from "./configuration/configuration-error.ts";
export { formatNotice } from "./configuration/format-notice.ts";
export { createImageServer, type ImageServer, type ImageServerOptions } from "./image-server.ts";
export type { CodecChoice } from "./imaging/codec/load-codec.ts";
export type { RendererOptions } from "./renderer.ts";
export type { ProcessOfSeveral } from "./responses/broken-sources.ts";
export { createDiskSourceStore, type DiskSourceStoreOptions } from "./sources/disk-source-store.ts";
export type { LocatedSource, SourceFile, SourceIdentity, SourceProblem, SourceStore } from "./sources/source-file.ts";
