/** LittleCMS, as far as it is used. The package ships no types. */
declare module "lcms-wasm" {
  /** Handles are addresses; 0 is failure. */
  export interface Lcms {
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _free(address: number): void;
    ccall(name: string, returns: "number" | undefined, types: readonly "number"[], values: readonly number[]): number;
    cmsCreate_sRGBProfile(): number;
    cmsCloseProfile(profile: number): void;
    cmsGetColorSpaceASCII(profile: number): string | null;
    cmsGetProfileInfoASCII(profile: number, info: number, language: string, country: string): string;
    cmsCreateTransform(
      input: number,
      inputFormat: number,
      output: number,
      outputFormat: number,
      intent: number,
      flags: number,
    ): number;
    cmsDeleteTransform(transform: number): void;
  }
  export function instantiate(): Promise<Lcms>;
  export const TYPE_RGBA_8: number;
  export const TYPE_GRAYA_8: number;
  export const cmsInfoDescription: number;
  export const cmsFLAGS_BLACKPOINTCOMPENSATION: number;
  export const INTENT_PERCEPTUAL: number;
  export const INTENT_RELATIVE_COLORIMETRIC: number;
  export const INTENT_SATURATION: number;
  export const INTENT_ABSOLUTE_COLORIMETRIC: number;
}
