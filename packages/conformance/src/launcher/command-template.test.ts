import { expect, test } from "vitest";
import { commandWords } from "./command-template.ts";

const values = { conf: "/tmp/a b; rm -rf $HOME", port: 8080 };

test("fills the placeholders in after the words are cut", () => {
  expect(commandWords("node  server.js --conf {conf} --port={port}", values)).toEqual([
    "node",
    "server.js",
    "--conf",
    "/tmp/a b; rm -rf $HOME",
    "--port=8080",
  ]);
});

test("keeps quoted words together", () => {
  expect(commandWords(`sh -c 'exec "$0" {conf}' "a \\"b\\"" c\\ d {port}`, values)).toEqual([
    "sh",
    "-c",
    'exec "$0" /tmp/a b; rm -rf $HOME',
    'a "b"',
    "c d",
    "8080",
  ]);
});

test.each(["", "node {conf}", "node {port}"])("refuses %j: a placeholder is missing", (template) => {
  expect(() => commandWords(template, values)).toThrow(/does not contain \{(conf|port)\}/);
});

test("refuses a quote that is not closed", () => {
  expect(() => commandWords("node '{conf} {port}", values)).toThrow(/quote that is not closed/);
});
