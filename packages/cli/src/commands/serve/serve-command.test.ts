import { availableParallelism } from "node:os";
import { parseCommandLine } from "@understudy/command-line";
import { expect, test } from "vitest";
import type { ServeArguments } from "./serve-arguments.ts";
import { serveCommand } from "./serve-command.ts";

const parse = (argv: readonly string[]) => parseCommandLine<ServeArguments>(argv, (run) => serveCommand("serve", run));

test("all options, in both spellings", () => {
  const alone = {
    trustProxy: undefined,
    serverId: undefined,
    codec: "auto",
    allowIncomplete: false,
    processes: 1,
    process: undefined,
  };
  expect(parse(["--conf", "c", "--port", "0", "--host", "::1"])).toEqual({
    kind: "run",
    arguments: { configurationFolder: "c", port: 0, host: "::1", ...alone },
  });
  expect(parse(["--conf=c", "--port=81", "--server-id=images"])).toEqual({
    kind: "run",
    arguments: { configurationFolder: "c", port: 81, host: "127.0.0.1", ...alone, serverId: "images" },
  });
});

test("processes: a number, or one a core; what is said last counts", () => {
  const processesOf = (...argv: string[]) => {
    const parsed = parse(["--conf", "c", ...argv]);
    return parsed.kind === "run" ? [parsed.arguments.processes, parsed.arguments.process] : parsed;
  };
  expect(processesOf("--processes", "4")).toEqual([4, undefined]);
  expect(processesOf("--processes", "auto")).toEqual([availableParallelism(), undefined]);
  expect(processesOf("--processes", "auto", "--processes", "3", "--process", "3")).toEqual([3, 3]);
});

test("codec and incomplete configurations", () => {
  expect(parse(["--conf", "c", "--codec", "imagescript", "--allow-incomplete"])).toMatchObject({
    arguments: { codec: "imagescript", allowIncomplete: true },
  });
});

test("trusted proxies: a list, or any", () => {
  const trustProxy = (value: string) => {
    const parsed = parse(["--conf", "c", "--trust-proxy", value]);
    return parsed.kind === "run" ? parsed.arguments.trustProxy : parsed;
  };
  expect(trustProxy("127.0.0.1, 10.0.0.0/8")).toEqual(["127.0.0.1", "10.0.0.0/8"]);
  expect(trustProxy("any")).toBe(true);
});

test("help", () => {
  expect(parse(["--help"])).toMatchObject({ kind: "help", text: expect.stringContaining("--conf DIR") });
});

const wrong: [argv: string[], message: string][] = [
  [[], "--conf is missing"],
  [["--conf"], "the option --conf has no value"],
  [["--conf", "--port", "1"], "the option --conf has no value"],
  [["--conf="], "the option --conf has no value"],
  [["--conf", "c", "--port", "x"], '--port is "x"; allowed: whole numbers from 0 to 65535'],
  [["--conf", "c", "--port", "65536"], '--port is "65536"; allowed: whole numbers from 0 to 65535'],
  [["--conf", "c", "--port=-1"], '--port is "-1"; allowed: whole numbers from 0 to 65535'],
  ...["0", "257", "1.5", "-1", "many"].map((count): [string[], string] => [
    ["--conf", "c", `--processes=${count}`],
    `--processes is "${count}"; allowed are 1 to 256, and auto`,
  ]),
  [["--conf", "c", "--process", "1", "--processes", "0"], '--processes is "0"'],
  [["--conf", "c", "--process", "1"], "the option --process is not known"],
  [["--conf", "c", "--processes", "2", "--process", "3"], '--process is "3"; allowed are 1 to 2'],
  [["--conf", "c", "--codec", "libvips"], '--codec is "libvips"; allowed are auto, sharp, imagescript'],
  [["--conf", "c", "--allow-incomplete=yes"], "the option --allow-incomplete takes no value"],
  [["--conf", "c", "--verbose"], "the option --verbose is not known"],
  [["--conf", "c", "-p", "1"], "the option -p is not known"],
  [["conf"], 'the argument "conf" is not known'],
];

for (const [argv, message] of wrong) {
  test(`"${argv.join(" ")}": ${message}`, () => {
    const parsed = parse(argv);
    expect(parsed).toMatchObject({ kind: "error" });
    const text = parsed.kind === "error" ? parsed.message : "";
    expect(text.startsWith(message)).toBe(true);
    expect(text).not.toContain("\n");
  });
}
