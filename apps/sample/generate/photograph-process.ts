import process from "node:process";
import { makePhotograph, PHOTOGRAPHS } from "./photographs.ts";

// One photograph in a process of its own: painting one keeps a processor busy for up to some minutes.
const path = process.argv[2];
const photograph = PHOTOGRAPHS.find((one) => one.path === path);
if (!photograph) throw new Error(`there is no photograph ${JSON.stringify(path)}`);
process.send?.(await makePhotograph(photograph), () => process.disconnect());
