/** RFC 9110 §5.6.2, `tchar`, by character code. */
const TOKEN = new Uint8Array(256);
for (const character of "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") {
  TOKEN[character.charCodeAt(0)] = 1;
}

/** Whether a text is a token: the name of a field, a method. */
export function isToken(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (TOKEN[text.charCodeAt(at)] !== 1) return false;
  }
  return text.length > 0;
}

/** Whether a text can be the value of a field: a tab and what is no control character, in Latin-1 (RFC 9110 §5.5). */
export function isFieldText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}

/** A part of a text without the spaces and tabs at its ends (OWS, RFC 9110 §5.6.3). */
export function trimmed(text: string, begin: number, end: number): string {
  let first = begin;
  let last = end;
  while (first < last && isBlank(text.charCodeAt(first))) first++;
  while (last > first && isBlank(text.charCodeAt(last - 1))) last--;
  return text.slice(first, last);
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
