/** The version of this package, as its `package.json` says it. A constant, so that bundles have it too. */
export const VERSION = "0.1.0";
