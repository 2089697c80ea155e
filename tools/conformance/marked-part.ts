/**
 * A text with the part between `<!-- NAME -->` and `<!-- /NAME -->` replaced.
 *
 * @throws {Error} when the text does not have both marks, in this order
 */
export function withMarkedPart(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`there must be ${begin} and, behind it, ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${part.trim()}\n\n${text.slice(to)}`;
}
