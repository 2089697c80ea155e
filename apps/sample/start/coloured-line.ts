const NAME_COLOURS: Readonly<Record<string, number>> = { primary: 36, secondary: 35, unaided: 33 };

/** A line of a server's log: its name, an error's status and REMOTE stand out. */
export function colouredLine(line: string): string {
  return line
    .replace(/^\w+/, (name) => coloured(NAME_COLOURS[name] ?? 0, name))
    .replace(/(?<=\| )[45]\d\d(?= )/, (status) => coloured(31, status))
    .replace(/ REMOTE /, ` ${coloured(32, "REMOTE")} `);
}

function coloured(code: number, text: string): string {
  return code === 0 ? text : `\u001b[${code}m${text}\u001b[0m`;
}
