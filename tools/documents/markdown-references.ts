/** What a Markdown text refers to in the repository. */
export interface References {
  /** Targets of links that are neither a URL nor a place in the same text, without what follows `#`. */
  readonly links: readonly string[];
  /** The places in other texts that links name: the text's path, and the heading's anchor. */
  readonly anchors: readonly (readonly [path: string, anchor: string])[];
  /** Source files that stand in code spans with their folder: `packages/core/src/index.ts`. */
  readonly files: readonly string[];
}

const FENCED = /^```.*?^```$/gms;
const LINK = /\]\(([^)\s]+)\)/g;
const FILE = /`((?:packages|apps|bench|docs|examples|tools)\/[\w./-]+\.(?:ts|js|md))`/g;

/** Code blocks are left out. */
export function referencesOf(markdown: string): References {
  const text = markdown.replace(FENCED, "");
  const targets = [...text.matchAll(LINK)]
    .map(([, target = ""]) => target)
    .filter((target) => !/^(?:\w+:|#)/.test(target));
  const parts = targets.map((target) => target.split("#", 2));
  return {
    links: parts.map(([path = ""]) => path),
    anchors: parts.flatMap(([path = "", anchor]) => (anchor === undefined ? [] : [[path, anchor] as const])),
    files: [...text.matchAll(FILE)].map(([, file = ""]) => file),
  };
}

/** The anchors of a text's headings, as GitHub makes them. */
export function anchorsOf(markdown: string): ReadonlySet<string> {
  const headings = markdown.replace(FENCED, "").matchAll(/^#+ (.+)$/gm);
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .replace(/\s/g, "-");
  return new Set([...headings].map(([, heading = ""]) => anchor(heading)));
}
