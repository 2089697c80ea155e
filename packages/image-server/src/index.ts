export { type AppRuntime, runApp } from "./app.ts";
export { type AppArguments, type ParsedAppArguments, parseAppArguments } from "./app-arguments.ts";
export type { ConfigurationNotice } from "./configuration/configuration.ts";
export { ConfigurationError, isConfigurationError } from "./configuration/configuration-error.ts";
export { formatNotice } from "./configuration/format-notice.ts";
export { createImageServer, type ImageServer, type ImageServerOptions } from "./handler/image-server.ts";
export { createDiskSourceStore, type DiskSourceStoreOptions } from "./sources/disk-source-store.ts";
export type { LocatedSource, SourceFile, SourceIdentity, SourceProblem, SourceStore } from "./sources/source-file.ts";
