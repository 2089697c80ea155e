import { columnById } from "../columns.ts";
import { testColumn } from "./test-column.ts";

// What hangs on the codec; the rest is the same code as in the other columns.
const column = columnById("imagescript");
await testColumn({
  ...column,
  options: { ...column.options, only: ["R01", "R03", "R04", "R17", "X01", "X02", "X21"] },
});
