/** A body that has not the length that its head declared. @param length bytes that came so far */
export function wrongLength(promised: number | undefined, length: number): Error {
  const found = length > Number(promised) ? `at least ${length}` : `${length}`;
  return new Error(`the response's body has ${found} bytes and its Content-Length is ${promised}`);
}
