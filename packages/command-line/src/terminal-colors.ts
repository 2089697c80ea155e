import process from "node:process";

/**
 * Whether text that goes to a stream may be coloured: only on a terminal, and not where `NO_COLOR` is set
 * (https://no-color.org). The environment is not looked at for anything but a terminal, so that Deno needs no
 * permission for it elsewhere.
 */
export function hasColors(
  stream: { readonly isTTY?: boolean | undefined },
  environment: () => Readonly<Record<string, string | undefined>> = () => process.env,
): boolean {
  if (stream.isTTY !== true) return false;
  const { NO_COLOR = "", TERM } = environment();
  return NO_COLOR === "" && TERM !== "dumb";
}
