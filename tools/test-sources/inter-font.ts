import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The bytes of Inter Regular (SIL Open Font License), a TrueType font with kerning. */
export function interFont(): Uint8Array {
  const require = createRequire(import.meta.url);
  return new Uint8Array(readFileSync(require.resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf")));
}
