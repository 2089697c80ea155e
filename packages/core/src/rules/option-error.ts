/** An option has a value that it cannot have. The message names the option, the value and what is allowed. */
export class OptionError extends TypeError {
  override readonly name = "OptionError";
  readonly option: string;
  readonly value: unknown;
  readonly allowed: string;

  /**
   * @param option the option's name
   * @param value what it was given
   * @param allowed what it may be given
   * @param details `finding`: what the option is, when that says more than its value, such as `unknown`
   */
  constructor(option: string, value: unknown, allowed: string, details: { readonly finding?: string } = {}) {
    const finding = details.finding ?? describe(value);
    super(`${option} is ${finding}${finding.endsWith("?") ? "" : ";"} allowed: ${allowed}`);
    this.option = option;
    this.value = value;
    this.allowed = allowed;
  }
}

/** The beginning of a text that may be of any length, for a message: at most 200 characters and `…`. */
export function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The name and the password in front of the last `@` of an address, which belong into no message. */
const CREDENTIALS = /^(\s*[a-z][a-z0-9+.-]*:[/\\]*)[\s\S]*@/i;

function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(shortened(value.replace(CREDENTIALS, "$1…@")));
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return String(value);
}
