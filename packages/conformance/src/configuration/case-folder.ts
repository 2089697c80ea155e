/** The folder of a case's own files, below each root. */
export function caseFolder(caseId: string): string {
  return `${caseId}-files`;
}
