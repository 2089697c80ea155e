const USE_THE_ATTRIBUTE = -2;

/**
 * How long the response of one record stays fresh. IS manual, "catalog::Expiration": -2 or none means the attribute's
 * value.
 *
 * @param recordHours the row's value
 * @param attributeHours the catalog's value
 * @returns hours; below 0 = never expires
 */
export function effectiveExpiration(recordHours: number | undefined, attributeHours: number): number {
  return recordHours === undefined || recordHours === USE_THE_ATTRIBUTE ? attributeHours : recordHours;
}

/** The shorter of two expirations in hours, where a negative one never comes. */
export function earlierExpiration(a: number, b: number): number {
  if (a < 0) return b;
  return b < 0 ? a : Math.min(a, b);
}
