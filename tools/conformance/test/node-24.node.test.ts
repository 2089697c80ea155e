import { testColumn } from "./test-column.ts";

await testColumn("node-24");
