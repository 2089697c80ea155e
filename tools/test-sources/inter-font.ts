import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The weights of Inter that the tests and the sample use. */
export type InterWeight = "400Regular" | "700Bold" | "800ExtraBold";

/** The bytes of a font of Inter (SIL Open Font License 1.1): TrueType with kerning. @default Inter Regular */
export function interFont(weight: InterWeight = "400Regular"): Uint8Array {
  const require = createRequire(import.meta.url);
  const file = require.resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`);
  return new Uint8Array(readFileSync(file));
}

/** The text of the licence of Inter. */
export function interLicence(): Uint8Array {
  return new Uint8Array(readFileSync(createRequire(import.meta.url).resolve("@expo-google-fonts/inter/LICENSE_FONT")));
}
