import type { Mutation } from "./mutation.ts";
import { MUTATIONS_OF_X } from "./rules-of-our-own.ts";
import { MUTATIONS_OF_R } from "./rules-of-the-manual.ts";

/** Every mutation: each rule is broken at least once. */
export const ALL_MUTATIONS: readonly Mutation[] = [...MUTATIONS_OF_R, ...MUTATIONS_OF_X];
