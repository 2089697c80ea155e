/** A text escaped for HTML, in an element or in a quoted attribute. */
export function html(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

/** The id of the place where a server's cell is explained. */
export function cellId(server: number, rule: string): string {
  return `s${server}-${rule.toLowerCase()}`;
}
