/** The text that a font is asked to draw: every letter of the English alphabet, figures, some accents. */
export const DRAWN_TEXT = "Sphinx of black quartz, judge my vow 0123456789 ÄÖÜäöüßéèñç";
