import { nearestName } from "./nearest-name.ts";
import { OptionError, shortened } from "./option-error.ts";

/** Every name of an options type, none left out: what {@link checkOptionNames} is given as the known names. */
export type OptionNames<Options> = Readonly<Record<keyof Options, true>>;

/**
 * Refuses options that are no object, and every name that is not known: a mistyped name would otherwise leave its
 * option at the default, unnoticed.
 *
 * @param options as the caller got them
 * @param known a table with each name of the options type; the compiler asks for all of them
 * @param owner what the message calls the object, such as `options` or `tls`
 * @throws {OptionError} such as `options.rootURL is unknown; did you mean rootUrl? allowed: rootUrl, connectTimeoutMs`
 *
 * @example
 * checkOptionNames(options, { port: true, host: true } satisfies OptionNames<ListenOptions>);
 */
export function checkOptionNames(options: unknown, known: Readonly<Record<string, true>>, owner = "options"): void {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new OptionError(owner, options, "an object");
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(known, name)) throw unknownOption(`${owner}.`, name, value, Object.keys(known));
  }
}

/**
 * The options that belong to one of several functions which share an options object, such as those of a middleware
 * among those of an error handler.
 */
export function pickOptions<Options extends object>(options: Options, names: OptionNames<Options>): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => Object.hasOwn(names, name))) as Options;
}

function unknownOption(prefix: string, name: string, value: unknown, known: readonly string[]): OptionError {
  const nearest = nearestName(name, known);
  const finding = nearest === undefined ? "unknown" : `unknown; did you mean ${nearest}?`;
  return new OptionError(prefix + shortened(name), value, known.join(", "), { finding });
}
