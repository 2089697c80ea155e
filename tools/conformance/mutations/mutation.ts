import type { RuleId } from "@understudy/conformance";

/** One change of one file. */
export interface Patch {
  /** Path in the repository. */
  readonly file: string;
  /** Exact text, which the file has once. */
  readonly find: string;
  readonly replace: string;
}

/** A way to break a rule. */
export interface Mutation {
  /** The rule that is broken; a required case of it must fail. */
  readonly rule: RuleId;
  /** What a user would see. */
  readonly what: string;
  readonly patches: readonly Patch[];
  /** Cases to run. @default all of the rule */
  readonly only?: readonly string[];
  /** The server that shows it. @default "app" */
  readonly target?: TargetName;
}

/** A server of the repository, as a path of its script. */
export const TARGETS = {
  /** apps/node */
  app: "apps/node/main.ts",
  /** A primary that takes POST and would redirect any path. */
  "core-alone": "tools/conformance/servers/core-alone.ts",
} as const;

/** The name of a target. */
export type TargetName = keyof typeof TARGETS;

/**
 * A text with the patch applied.
 *
 * @throws {Error} naming the file when the text to be found is not there exactly once
 */
export function applied({ file, find, replace }: Patch, text: string): string {
  const times = text.split(find).length - 1;
  if (times !== 1) throw new Error(`${file}: the text to be changed is there ${times} times: ${JSON.stringify(find)}`);
  return text.replace(find, () => replace);
}
