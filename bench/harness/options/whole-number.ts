/**
 * The value of an option that takes a whole number from 1 on.
 *
 * @throws {Error} naming the option, its value and what is allowed
 */
export function wholeNumber(option: string, text: string | undefined, byDefault: number): number {
  if (text === undefined) return byDefault;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`${option} is ${text}; allowed are whole numbers from 1 on`);
}
