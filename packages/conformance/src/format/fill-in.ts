/** Gives the text for a placeholder's name; undefined leaves it as it is. */
export type Placeholders = (name: string) => string | undefined;

/** The same data with every `{name}` in its texts filled in. */
export function fillIn<T>(data: T, placeholders: Placeholders): T {
  if (typeof data === "string") {
    return data.replace(/\{([a-z]+(?::[A-Za-z-]+)?)\}/g, (whole, name: string) => placeholders(name) ?? whole) as T;
  }
  if (Array.isArray(data)) return data.map((item) => fillIn(item, placeholders)) as T;
  if (typeof data === "object" && data !== null) {
    const entries = Object.entries(data).map(([key, value]) => [key, fillIn(value, placeholders)]);
    return Object.fromEntries(entries) as T;
  }
  return data;
}
