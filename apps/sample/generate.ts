import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { listData, readData, removeData, writeData } from "./generate/data-folder.ts";
import { dataSet } from "./generate/data-set.ts";
import { digest, formatManifest, MANIFEST } from "./generate/manifest.ts";
import { paintPhotographs } from "./generate/paint-photographs.ts";
import { PHOTOGRAPHS } from "./generate/photographs.ts";

// npm run sample [-- --keep-photographs] [-- --jobs N]: makes the data folder anew, always the same one.
const { values } = parseArgs({
  options: {
    "keep-photographs": { type: "boolean" },
    jobs: { type: "string", default: String(availableParallelism()) },
  },
});
const jobs = Number(values.jobs);
if (!Number.isInteger(jobs) || jobs < 1)
  throw new TypeError(`--jobs is ${JSON.stringify(values.jobs)}; allowed is a whole number from 1`);

if (!values["keep-photographs"]) {
  console.log(`painting ${PHOTOGRAPHS.length} photographs, ${jobs} at a time; this takes some minutes`);
  await paintPhotographs(PHOTOGRAPHS, jobs, async (path, bytes) => {
    await writeData(path, bytes);
    console.log(`${path}  ${bytes.length} bytes`);
  });
}
const files = dataSet();
const wanted = new Set([...files.keys(), ...PHOTOGRAPHS.map(({ path }) => path), MANIFEST]);
for (const path of await listData()) if (!wanted.has(path)) await removeData(path);
for (const [path, make] of files) await writeData(path, await make(readData));

const digests = new Map<string, string>();
for (const path of wanted) if (path !== MANIFEST) digests.set(path, digest(await readData(path)));
await writeData(MANIFEST, formatManifest(digests));
console.log(`${digests.size} files`);
