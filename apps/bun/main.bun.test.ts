import process from "node:process";
import { fileURLToPath } from "node:url";
import { describeApp } from "../../packages/http-server/test/behaviour/app.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));

describeApp(() => [process.execPath, "--conditions=@understudy/source", "run", MAIN], "bun");
