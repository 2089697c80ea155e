import { readCommandLine } from "@understudy/command-line";
import { Command } from "commander";
import { DATA } from "./generate/data-folder.ts";
import { makeData } from "./generate/make-data.ts";

readCommandLine((run) =>
  new Command("npm run sample --")
    .description(
      "Makes everything of apps/sample/data but the pictures, the style sheet and the script anew, always the same.",
    )
    .action(run),
);
try {
  console.log(`${await makeData(DATA)} files`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
