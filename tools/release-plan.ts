import type { PackageJson } from "./packages.ts";

/** The part of a `package.json` that a release looks at. */
export type Released = Pick<PackageJson, "name" | "version" | "dependencies">;

/** The packages in the order in which they can be published: each behind those that it depends on. */
export function releaseOrder(packages: readonly Released[]): readonly string[] {
  const byName = new Map(packages.map((one) => [one.name, one]));
  const ordered = new Set<string>();
  const visit = (name: string, dependents: readonly string[]): void => {
    if (dependents.includes(name)) throw new Error(`a circle of packages: ${[...dependents, name].join(", ")}`);
    for (const dependency of Object.keys(byName.get(name)?.dependencies ?? {})) {
      if (byName.has(dependency)) visit(dependency, [...dependents, name]);
    }
    ordered.add(name);
  };
  for (const { name } of packages) visit(name, []);
  return [...ordered];
}

/** What speaks against a release of `packages` under `tag`, a line each. */
export function releaseProblems(tag: string, packages: readonly Released[]): readonly string[] {
  const version = /^v(\d+\.\d+\.\d+(?:-[\w.]+)?)$/.exec(tag)?.[1];
  if (version === undefined) return [`--tag is ${JSON.stringify(tag)}; allowed: v and a version, such as v1.2.3`];
  const versions = new Map(packages.map((one) => [one.name, one.version]));
  return packages.flatMap(({ name, version: own, dependencies = {} }) => [
    ...(own === version ? [] : [`${name} has version ${own}; the tag says ${version}`]),
    ...Object.entries(dependencies)
      .filter(([dependency, wanted]) => versions.has(dependency) && wanted !== version)
      .map(([dependency, wanted]) => `${name} depends on ${dependency} ${wanted}; the tag says ${version}`),
  ]);
}
