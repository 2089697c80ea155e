/** The values of the placeholders of a command template. */
export interface CommandValues {
  /** The configuration folder. */
  readonly conf: string;
  readonly port: number;
}

/**
 * The program and arguments of a command template such as `node server.js --conf {conf} --port {port}`.
 *
 * Words are separated by white space; single and double quotes keep a word together and a backslash takes the next
 * character as it is. No shell sees it, and a placeholder is filled in after the words are cut, so that no value can
 * become a second word.
 *
 * @throws {Error} for a template that is empty, names neither placeholder, or has a quote that is not closed
 */
export function commandWords(template: string, values: CommandValues): string[] {
  for (const name of ["{conf}", "{port}"]) {
    if (!template.includes(name))
      throw new Error(`the start command ${JSON.stringify(template)} does not contain ${name}`);
  }
  return cutWords(template).map((word) =>
    word.replace(/\{(conf|port)\}/g, (_, name: "conf" | "port") => String(values[name])),
  );
}

function cutWords(template: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let at = 0; at < template.length; at++) {
    const letter = template[at]!;
    if (letter === "\\" && quote !== "'" && at + 1 < template.length) word = (word ?? "") + template[++at];
    else if (quote) {
      if (letter === quote) quote = "";
      else word = (word ?? "") + letter;
    } else if (letter === "'" || letter === '"') {
      quote = letter;
      word ??= "";
    } else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + letter;
  }
  if (quote) throw new Error(`the start command ${JSON.stringify(template)} has a quote that is not closed`);
  if (word !== undefined) words.push(word);
  return words;
}
