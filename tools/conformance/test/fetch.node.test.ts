import { testColumn } from "./test-column.ts";

await testColumn("fetch");
