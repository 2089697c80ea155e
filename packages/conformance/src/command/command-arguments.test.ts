import { describe, expect, test } from "vitest";
import { parseCommandArguments } from "./command-arguments.ts";

const START = ["--start", "x {conf} {port}"];

describe("the command line", () => {
  test("is understood in full", () => {
    const parsed = parseCommandArguments([
      ...START,
      ...["--name=mine", "--only", "R01, x08-length-closed", "--reporter", "html=page.html", "--reporter", "json"],
      ...[
        "--output",
        "out.json",
        "--known-gaps",
        "gaps.json",
        "--offers",
        "request-body",
        "--trust-proxy",
        "--trust any",
      ],
      ...["--allow-incomplete", "--lenient"],
      ...["--expect-runtime", "node 20", "--port", "9000", "--concurrency", "4", "--ready-timeout", "100"],
      ...["--stop-timeout", "200", "--log-wait", "300", "--work-folder", "/tmp"],
      ...["--keep", "--profile", "manual", "--write-known-gaps", "found.json"],
    ]);
    expect(parsed).toEqual({
      kind: "run",
      arguments: {
        start: "x {conf} {port}",
        name: "mine",
        only: ["R01", "x08-length-closed"],
        reports: [
          { reporter: "html", file: "page.html" },
          { reporter: "json", file: "out.json" },
        ],
        knownGapsFile: "gaps.json",
        offers: ["request-body", "trusted-proxy"],
        trustProxyWords: "--trust any",
        allowIncompleteWords: "--lenient",
        expectRuntime: "node 20",
        port: 9000,
        concurrency: 4,
        readyTimeoutMs: 100,
        stopTimeoutMs: 200,
        logWaitMs: 300,
        workFolder: "/tmp",
        keep: true,
        profile: "manual",
        writeKnownGapsFile: "found.json",
      },
    });
  });

  test("has defaults: the text report on stdout, every case, free ports, the command's first word as its name", () => {
    const parsed = parseCommandArguments(START);
    expect(parsed).toMatchObject({ arguments: { name: "x", port: 0, reports: [{ reporter: "text" }], offers: [] } });
    expect(parsed).toHaveProperty("arguments.only", undefined);
  });

  test.each([["--help"], ["--version"], ["--list"]])("needs no server for %s", (word) => {
    expect(parseCommandArguments([word]).kind).toBe(word.slice(2));
  });

  test.each([
    [[], "--start is missing; see --help"],
    [["--strat", "x"], "the option --strat is not known; did you mean --start? see --help"],
    [["-x"], "the option -x is not known; see --help"],
    [["x"], 'the argument "x" is not known'],
    [["--start"], "the option --start has no value"],
    [["--start", "--name", "x"], "the option --start has no value"],
    [["--name="], "the option --name has no value"],
    [["--list=yes"], "the option --list takes no value"],
    [
      [...START, "--reporter", "xml"],
      '--reporter is "xml"; allowed are text, json, tap, html, each with =FILE or without',
    ],
    [[...START, "--reporter", "json="], '--reporter is "json="; allowed are text, json, tap, html'],
    [
      [...START, "--reporter", "json", "--reporter", "tap"],
      "--reporter: json and tap would write to the same place; allowed is one without =FILE",
    ],
    [[...START, "--reporter", "json=a", "--output", "b"], '--output is "b", but every reporter has a file'],
    [[...START, "--offers", "cake"], '--offers is "cake"; allowed are request-body, trusted-proxy, unprivileged'],
    [[...START, "--profile", "mine"], '--profile is "mine"; allowed is manual'],
    [[...START, "--port", "70000"], '--port is "70000"; allowed: whole numbers from 0 to'],
    [[...START, "--concurrency", "0"], '--concurrency is "0"; allowed: whole numbers from 1 to 1000'],
    [[...START, "--log-wait", "1.5"], '--log-wait is "1.5"; allowed: whole numbers from 1 to 2147483647'],
  ] as const)("refuses %j", (argv, message) => {
    expect(() => parseCommandArguments(argv)).toThrow(message);
  });
});
