/**
 * What `--only` names of contenders and scenarios; `*` stands for anything.
 *
 * @returns the chosen of each kind, none of a kind that nothing names
 * @throws {Error} for a name that fits neither
 */
export function choose(
  only: string | undefined,
  contenders: readonly string[],
  scenarios: readonly string[],
): { contenders: string[]; scenarios: string[] } {
  const chosen = { contenders: [] as string[], scenarios: [] as string[] };
  for (const pattern of (only ?? "").split(",").map((part) => part.trim())) {
    if (pattern === "") continue;
    const found = [matching(contenders, pattern), matching(scenarios, pattern)] as const;
    if (found[0].length + found[1].length === 0) {
      throw new Error(`--only names ${pattern}; allowed are ${[...contenders, ...scenarios].join(", ")}`);
    }
    chosen.contenders.push(...found[0]);
    chosen.scenarios.push(...found[1]);
  }
  return chosen;
}

function matching(names: readonly string[], pattern: string): string[] {
  const parts = pattern.split("*").map((part) => part.replace(/[^\w-]/g, "\\$&"));
  const whole = new RegExp(`^${parts.join(".*")}$`);
  return names.filter((name) => whole.test(name));
}
