import { appCommand } from "../harness/servers/app-command.ts";
import { entryCommand } from "../harness/servers/entry-command.ts";
import type { ServerCommand } from "../harness/servers/spawn-server.ts";
import { type ImagePathSources, ipxTarget, isTarget, plainTarget, type TargetOf } from "./sources.ts";

/** A server of images that is measured. */
export interface ImageContender {
  readonly id: string;
  readonly title: string;
  readonly targetOf: TargetOf;
  /** Whether it has a secondary to go to. */
  readonly secondary: boolean;
  command(sources: ImagePathSources): Promise<ServerCommand>;
}

/** What all entries of contenders want is a secondary; these two never ask one. */
function fileServer(name: string, imageFolder: string): Promise<ServerCommand> {
  return entryCommand(`image-path/${name}.ts`, "node", { IMAGES: imageFolder, ORIGIN: "http://127.0.0.1:1" });
}

export const IMAGE_CONTENDERS: readonly ImageContender[] = [
  ...(["imagescript", "sharp"] as const).map(
    (codec): ImageContender => ({
      id: `image-server-${codec}`,
      title: `the image server on Node with ${codec}`,
      targetOf: isTarget,
      secondary: true,
      command: ({ configurationFolder }) => appCommand({ runtime: "node", configurationFolder, codec }),
    }),
  ),
  {
    id: "ipx",
    title: "ipx on node:http, no cache",
    targetOf: ipxTarget,
    secondary: false,
    command: ({ imageFolder }) => fileServer("ipx", imageFolder),
  },
  {
    id: "sharp-http",
    title: "sharp behind plain node:http, no cache",
    targetOf: plainTarget,
    secondary: false,
    command: ({ imageFolder }) => fileServer("sharp-http", imageFolder),
  },
];
