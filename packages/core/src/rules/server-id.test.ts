import { expect, test } from "vitest";
import { checkServerId, defaultServerId } from "./server-id.ts";

test.each(["own", "understudy-1a2b3c4d", "images.example", "images.example:8080", "a_b~c"])(
  "%s is a server id",
  (id) => {
    expect(checkServerId(id)).toBe(id);
  },
);

test.each(["", "1st", "a b", "a,b", "a;b", 'a"b', "a:b", "ä", "a\n", "a".repeat(256)])("%j is refused", (id) => {
  expect(() => checkServerId(id)).toThrow("serverId is");
});

test("the default is one for the whole process", () => {
  expect(checkServerId(undefined)).toBe(defaultServerId());
});
