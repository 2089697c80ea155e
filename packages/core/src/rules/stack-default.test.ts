import { expect, test } from "vitest";
import { hasStackByDefault, type RuntimeGlobals } from "./stack-default.ts";

const deno = (state: string) => ({ permissions: { querySync: () => ({ state }) } });
/** Reading it asks on the terminal. */
const asking = () => new Proxy({}, { get: () => expect.unreachable() });

test.each<[title: string, runtime: () => RuntimeGlobals, stack: boolean]>([
  ["Node.js or Bun, NODE_ENV not set", () => ({ process: { env: {} } }), true],
  ["Node.js or Bun, development", () => ({ process: { env: { NODE_ENV: "development" } } }), true],
  ["Node.js or Bun, production", () => ({ process: { env: { NODE_ENV: "production" } } }), false],
  ["Deno that may read it, not set", () => ({ process: { env: {} }, Deno: deno("granted") }), true],
  [
    "Deno that may read it, production",
    () => ({ process: { env: { NODE_ENV: "production" } }, Deno: deno("granted") }),
    false,
  ],
  ["Deno that would have to ask", () => ({ process: { env: asking() }, Deno: deno("prompt") }), false],
  ["Deno that may not", () => ({ process: { env: asking() }, Deno: deno("denied") }), false],
  ["a browser or a worker without environment", () => ({}), false],
  ["a process without environment", () => ({ process: {} }), false],
])("%s: a stack by default is %j", (_, runtime, stack) => {
  expect(hasStackByDefault(runtime())).toBe(stack);
});

test("the runtime that this runs in can be asked", () => {
  expect(typeof hasStackByDefault()).toBe("boolean");
});
