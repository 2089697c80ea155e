/** Which codec is wanted: `auto` is sharp where it is installed, else imagescript. */
export type CodecChoice = "auto" | "imagescript" | "sharp";

/** The codecs that the option `codec` names. */
export const CODEC_CHOICES: readonly CodecChoice[] = ["auto", "imagescript", "sharp"];
