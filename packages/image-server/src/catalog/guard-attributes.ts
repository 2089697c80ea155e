/** Kinds of objects that this server serves by their path (IS manual, "AllowDirectAccess"). */
const SERVED_BY_PATH = ["IS", "STATIC"];

interface Guard {
  /** Whether the value guards nothing that this server serves. */
  readonly isHarmless: (value: string) => boolean;
  readonly allowed: string;
}

const OFF: Guard = { isHarmless: (value) => value === "" || value === "0", allowed: "0" };

/**
 * Attributes that guard what a catalog holds and that this server does not keep: with one of them in force it would
 * serve what is locked. IS manual, "RequestLock", "RequestObfuscation", "AllowDirectAccess". By their lower-case name.
 */
const GUARDS: Readonly<Record<string, Guard>> = {
  requestlock: OFF,
  requestobfuscation: OFF,
  allowdirectaccess: {
    isHarmless: allowsOurs,
    allowed: `a value that allows ${SERVED_BY_PATH.join(" and ")}, such as exclude:`,
  },
};

/**
 * What keeps a catalog from being served: a guard that this server does not keep.
 *
 * @returns undefined for any other attribute, and for a guard that is off
 */
export function guardProblem(name: string, value: string): string | undefined {
  const guard = Object.hasOwn(GUARDS, name.toLowerCase()) ? GUARDS[name.toLowerCase()] : undefined;
  if (guard === undefined || guard.isHarmless(value)) return undefined;
  return `${name} is ${JSON.stringify(value)}, which this server does not keep: it would serve what that guards; allowed is ${guard.allowed}`;
}

/** Whether an attribute is one of the guards. */
export function isGuard(name: string): boolean {
  return Object.hasOwn(GUARDS, name.toLowerCase());
}

/** Without `include:` or `exclude:` the list is of what is included; an empty one includes nothing. */
function allowsOurs(value: string): boolean {
  const [, mode = "include", list = ""] = /^(?:(include|exclude)\s*:)?(.*)$/is.exec(value.trim()) ?? [];
  const listed = new Set(list.split(",").map((kind) => kind.trim().toUpperCase()));
  const includes = mode.toLowerCase() === "include";
  return SERVED_BY_PATH.every((kind) => listed.has(kind) === includes);
}
