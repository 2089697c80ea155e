/** An option has a value that it cannot have. The message names the option, the value and what is allowed. */
export class OptionError extends TypeError {
  override readonly name = "OptionError";
  readonly option: string;
  readonly value: unknown;
  readonly allowed: string;

  constructor(option: string, value: unknown, allowed: string) {
    super(`${option} is ${describe(value)}; allowed: ${allowed}`);
    this.option = option;
    this.value = value;
    this.allowed = allowed;
  }
}

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > 200 ? `${value.slice(0, 200)}…` : value);
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}
