const utf8Bom = [0xef, 0xbb, 0xbf] as const;

/** Length of the byte order mark of UTF-8. */
export const UTF8_BOM_BYTES = utf8Bom.length;

/** Whether a file begins with the byte order mark of UTF-8. */
export function startsWithUtf8Bom(bytes: Uint8Array): boolean {
  return utf8Bom.every((byte, index) => bytes[index] === byte);
}

/**
 * Text of a catalog attribute file: UTF-8 if it begins with a byte order mark, else ISO-8859-1.
 * Rule: IS manual, "Character encoding" of the image catalog reference.
 */
export function decodeCatalogText(bytes: Uint8Array): string {
  return startsWithUtf8Bom(bytes) ? new TextDecoder().decode(bytes) : decodeLatin1(bytes);
}

/**
 * Text of a properties file: UTF-8 if its bytes are valid UTF-8, else ISO-8859-1, as Java has read properties resource
 * bundles since version 9 (JEP 226). Plain ASCII is the same in both.
 */
export function decodePropertiesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decodeLatin1(bytes);
  }
}

/**
 * True ISO-8859-1, one byte a character. `TextDecoder("iso-8859-1")` is windows-1252, which differs from 0x80 to 0x9F.
 */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  // In pieces, because a call takes only so many arguments.
  for (let start = 0; start < bytes.length; start += 8192) {
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return text;
}
