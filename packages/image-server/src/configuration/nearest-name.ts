import { closestMatch } from "leven";

/**
 * The known name that was probably meant by an unknown one, as the end of a sentence: `; did you mean "x"?`, or "" when
 * none is near (more than a third of its letters wrong). Upper and lower case are not told apart for nearness.
 */
export function didYouMean(name: string, known: readonly string[]): string {
  const lowerCase = known.map((candidate) => candidate.toLowerCase());
  const maxDistance = Math.max(1, Math.floor(name.length / 3));
  const nearest = closestMatch(name.toLowerCase(), lowerCase, { maxDistance });
  return nearest === undefined ? "" : `; did you mean ${JSON.stringify(known[lowerCase.indexOf(nearest)])}?`;
}
