import { closestMatch } from "leven";

/**
 * The known name that was probably meant by an unknown one, or undefined when none is near (more than a third of its
 * letters wrong, and not the same letters in another order). Upper and lower case count as the same letter.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const lowerCase = known.map((candidate) => candidate.toLowerCase());
  const maxDistance = Math.max(1, Math.floor(name.length / 3));
  const wanted = name.toLowerCase();
  const nearest =
    closestMatch(wanted, lowerCase, { maxDistance }) ?? lowerCase.find((one) => haveSameLetters(one, wanted));
  return nearest === undefined ? undefined : known[lowerCase.indexOf(nearest)];
}

/** Two letters that were swapped count as two wrong ones in `leven`, too many for a short name: `prot`. */
function haveSameLetters(one: string, other: string): boolean {
  return one.length === other.length && [...one].sort().join("") === [...other].sort().join("");
}

/** {@link nearestName} as the end of a sentence: `; did you mean "x"?`, or "" when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(nearest)}?`;
}
