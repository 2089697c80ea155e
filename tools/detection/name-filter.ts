/** Whether a name is asked for: `*` in a pattern stands for anything. No pattern asks for all. */
export function createNameFilter(patterns: readonly string[]): (name: string) => boolean {
  if (patterns.length === 0) return () => true;
  const source = patterns.map((pattern) =>
    pattern
      .split("*")
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".*"),
  );
  const expression = new RegExp(`^(?:${source.join("|")})$`);
  return (name) => expression.test(name);
}
