export { identify } from "./image/identify.ts";
