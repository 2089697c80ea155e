import type { FieldExpectations } from "../format/expectation.ts";
import { type Field, fieldValues } from "../http1/head.ts";
import type { MismatchList } from "./mismatches.ts";

/** Notes which header fields are not as expected. */
export function checkFields(fields: readonly Field[], expected: FieldExpectations, list: MismatchList): void {
  for (const [name, expectation] of Object.entries(expected)) {
    const values = fieldValues(fields, name);
    const where = `field ${name}`;
    if (expectation.absent) {
      list.check(values.length === 0, where, "absent", values.join(", "));
      continue;
    }
    if (expectation.lines) {
      list.check(JSON.stringify(values) === JSON.stringify(expectation.lines), where, expectation.lines, values);
    }
    list.check(values.length > 0, where, "present", undefined);
    if (values.length > 0) list.checkText(where, expectation, values.join(", "));
  }
}
