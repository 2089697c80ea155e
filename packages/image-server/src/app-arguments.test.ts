import { expect, test } from "vitest";
import { parseAppArguments } from "./app-arguments.ts";

test("all options, in both spellings", () => {
  expect(parseAppArguments(["--conf", "c", "--port", "0", "--host", "::1"])).toEqual({
    kind: "run",
    arguments: { configurationFolder: "c", port: 0, host: "::1", trustProxy: undefined },
  });
  expect(parseAppArguments(["--conf=c", "--port=81"])).toEqual({
    kind: "run",
    arguments: { configurationFolder: "c", port: 81, host: "127.0.0.1", trustProxy: undefined },
  });
});

test("trusted proxies: a list, or any", () => {
  const trustProxy = (value: string) => {
    const parsed = parseAppArguments(["--conf", "c", "--trust-proxy", value]);
    return parsed.kind === "run" ? parsed.arguments.trustProxy : parsed;
  };
  expect(trustProxy("127.0.0.1, 10.0.0.0/8")).toEqual(["127.0.0.1", "10.0.0.0/8"]);
  expect(trustProxy("any")).toBe(true);
});

test("help", () => {
  expect(parseAppArguments(["--help"])).toMatchObject({ kind: "help", text: expect.stringContaining("--conf DIR") });
});

const wrong: [argv: string[], message: string][] = [
  [[], "--conf is missing"],
  [["--conf"], "the option --conf has no value"],
  [["--conf", "--port", "1"], "the option --conf has no value"],
  [["--conf="], "the option --conf has no value"],
  [["--conf", "c", "--port", "x"], '--port is "x"; allowed are 0 to 65535'],
  [["--conf", "c", "--port", "65536"], '--port is "65536"; allowed are 0 to 65535'],
  [["--conf", "c", "--port=-1"], '--port is "-1"; allowed are 0 to 65535'],
  [["--conf", "c", "--verbose"], "the option --verbose is not known"],
  [["--conf", "c", "-p", "1"], "the option -p is not known"],
  [["conf"], 'the argument "conf" is not known'],
];

for (const [argv, message] of wrong) {
  test(`"${argv.join(" ")}": ${message}`, () => {
    const parsed = parseAppArguments(argv);
    expect(parsed).toMatchObject({ kind: "error" });
    const text = parsed.kind === "error" ? parsed.message : "";
    expect(text.startsWith(message)).toBe(true);
    expect(text).not.toContain("\n");
  });
}
