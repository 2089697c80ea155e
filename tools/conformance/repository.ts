import { fileURLToPath } from "node:url";

/** The root folder of the repository. */
export const REPOSITORY = fileURLToPath(new URL("../..", import.meta.url));

/** The folder with one JSON file for each column of the matrix. */
export const RESULTS_FOLDER = fileURLToPath(new URL("../../docs/conformance", import.meta.url));
