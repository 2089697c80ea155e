export { choiceOption, listOption, textOption, wholeNumberOption } from "./options.ts";
export { type ParsedCommandLine, type ParseSettings, parseCommandLine } from "./parse-command-line.ts";
export { readCommandLine } from "./read-command-line.ts";
export { hasColors } from "./terminal-colors.ts";
export { missingOption, UsageError } from "./usage-error.ts";
