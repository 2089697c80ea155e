import { CORE_ALONE } from "../columns.ts";
import { testColumn } from "./test-column.ts";

await testColumn(CORE_ALONE);
