import { DATA } from "./generate/data-folder.ts";
import { makeData } from "./generate/make-data.ts";

// npm run sample: makes everything of the data folder but the whole pictures anew, always the same.
try {
  console.log(`${await makeData(DATA)} files`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
