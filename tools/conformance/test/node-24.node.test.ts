import { columnById } from "../columns.ts";
import { testColumn } from "./test-column.ts";

await testColumn(columnById("node-24"));
