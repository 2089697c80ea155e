/** Joins two relative paths with a slash; either may be empty. */
export function joinPath(folder: string, path: string): string {
  return [folder, path]
    .map((part) => part.replace(/^\/+|\/+$/g, ""))
    .filter((part) => part !== "")
    .join("/");
}
