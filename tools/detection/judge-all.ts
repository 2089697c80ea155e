import { checkImage } from "@understudy/source-check";
import type { Judges } from "./judges/judges.ts";
import { createNameFilter } from "./name-filter.ts";
import type { DetectionOptions } from "./options.ts";
import type { JudgedFile } from "./report/judged-file.ts";
import { chosenRecipes, type FailedRecipe, makeGroup, makeStrangers, type SampleFile } from "./sample-files.ts";

/** Valid files that are made and judged at the same time. */
const AT_ONCE = 4;

/**
 * Makes the files that are asked for and has them judged.
 *
 * @param onFile is shown every file before it is judged
 */
export async function judgeAll(
  options: DetectionOptions,
  judges: Judges,
  onFile: (file: SampleFile) => void = () => {},
): Promise<{ files: JudgedFile[]; failed: FailedRecipe[] }> {
  const asked = createNameFilter(options.only);
  const recipes = chosenRecipes(options);
  const judged: JudgedFile[][] = [];
  const failed: FailedRecipe[] = [];
  let next = 0;

  const worker = async () => {
    for (let index = next++; index < recipes.length; index = next++) {
      const group = await makeGroup(recipes[index]!, options);
      if ("reason" in group) {
        failed.push(group);
        continue;
      }
      const files: JudgedFile[] = [];
      const { format, bytes } = group.valid;
      const [reference, server] = await Promise.all([judges.reference(format, bytes), judges.server(format, bytes)]);
      const original: Original = {
        comparable: reference?.verdict === "good" && server.verdict === "good",
        ...reference,
      };
      for (const file of [group.valid, ...group.changed].filter(({ name }) => asked(name))) {
        onFile(file);
        files.push(await judge(file, judges, original));
      }
      judged[index] = files;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const strangers: JudgedFile[] = [];
  for (const file of makeStrangers(options)) {
    onFile(file);
    strangers.push(await judge(file, judges, { comparable: true }));
  }
  return { files: [...judged.flat().filter((file) => file !== undefined), ...strangers], failed };
}

/** What is known of the valid file. */
interface Original {
  readonly comparable: boolean;
  /** What the reference saw in it. */
  readonly digest?: string;
}

async function judge(file: SampleFile, judges: Judges, original: Original): Promise<JudgedFile> {
  const { bytes, ...rest } = file;
  const [server, reference, strict] = await Promise.all([
    judges.server(file.format, bytes),
    judges.reference(file.format, bytes),
    judges.strict(file.format, bytes),
  ]);
  const known = original.digest !== undefined && reference?.digest !== undefined;
  return {
    ...rest,
    bytes: bytes.length,
    server,
    reference,
    strict: strict?.verdict,
    comparable: original.comparable,
    tolerated: checkImage(bytes).kind === "fine" && checkImage(bytes, { strict: true }).kind === "corrupt",
    changed: known ? original.digest !== reference.digest : undefined,
  };
}
