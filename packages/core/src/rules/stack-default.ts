/** The part of a runtime that says whether this is production. */
export interface RuntimeGlobals {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
  readonly Deno?: { readonly permissions: { querySync(of: EnvPermission): { readonly state: string } } };
}

interface EnvPermission {
  readonly name: "env";
  readonly variable: "NODE_ENV";
}

/**
 * Whether source errors have a stack where the application does not say: unless `NODE_ENV` is `production`, as Express
 * and others have it. Where there is no `NODE_ENV` to be read, no.
 *
 * Deno asks the user on the terminal, or throws, when a variable is read that the process has no permission for.
 */
export function hasStackByDefault(runtime: RuntimeGlobals = globalThis as RuntimeGlobals): boolean {
  const env = runtime.process?.env;
  if (env === undefined) return false;
  const permission = runtime.Deno?.permissions.querySync({ name: "env", variable: "NODE_ENV" });
  if (permission !== undefined && permission.state !== "granted") return false;
  return env.NODE_ENV !== "production";
}
