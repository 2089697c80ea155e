import { Command } from "commander";
import { expect, test } from "vitest";
import { choiceOption, listOption, textOption, wholeNumberOption } from "./options.ts";
import { type ParsedCommandLine, type ParseSettings, parseCommandLine } from "./parse-command-line.ts";
import { missingOption, UsageError } from "./usage-error.ts";

function parse(argv: readonly string[], settings?: ParseSettings): ParsedCommandLine<object> {
  return parseCommandLine<object>(
    argv,
    (run) => {
      const program = new Command("fruit").description("All about fruit.").version("1.2.3");
      program
        .command("peel")
        .description("takes the skin off")
        .addOption(textOption("--knife <FILE>", "what to peel with"))
        .addOption(wholeNumberOption("--depth <N>", "in millimetres", { min: 0, max: 9 }).default(1))
        .addOption(choiceOption("--hand <WORD>", "which one", ["left", "right"]))
        .addOption(listOption("--keep <PART>", "what is kept"))
        .option("--slowly", "takes its time")
        .action((options) => {
          if (options.knife === undefined) throw missingOption("--knife");
          if (options.slowly && options.depth > 5)
            throw new UsageError("--slowly is not possible with a --depth above 5");
          run(options);
        });
      program
        .command("press")
        .description("makes juice")
        .action(() => run({ press: true }));
      return program;
    },
    settings,
  );
}

test("a sub-command with its options; the last of a name counts, a list has all", () => {
  const words = ["peel", "--knife=k", "--depth", "2", "--depth", "3", "--keep", "core", "--keep=skin"];
  expect(parse(words)).toEqual({
    kind: "run",
    arguments: { knife: "k", depth: 3, keep: ["core", "skin"] },
  });
});

test.each([
  [["--help"], "help", "peel [options]"],
  [["peel", "--help"], "help", "--knife FILE"],
  [["help", "peel"], "help", "--knife FILE"],
  [["--version"], "version", "1.2.3"],
])("%j is answered with a text", (argv, kind, text) => {
  expect(parse(argv)).toEqual({ kind, text: expect.stringContaining(text) });
});

test("the help is coloured only where that is wanted", () => {
  const text = (colors: boolean) => JSON.stringify(parse(["--help"], { colors }));
  expect(text(true)).toContain("\\u001b[1m");
  expect(text(false)).not.toContain("\\u001b");
});

test.each([
  [[], "the command is missing; allowed are peel, press; see --help"],
  [["pel"], 'the command "pel" is not known; did you mean peel? allowed are peel, press; see --help'],
  [["help", "pel"], 'the command "pel" is not known; allowed are peel, press; see --help'],
  [["--depth", "1"], "the option --depth is not known; see --help"],
  [["peel", "--knive", "k"], "the option --knive is not known; did you mean --knife? see --help"],
  [["peel", "-x"], "the option -x is not known; see --help"],
  [["peel"], "--knife is missing; see --help"],
  [["peel", "--knife"], "the option --knife has no value; see --help"],
  [["peel", "--knife="], "the option --knife has no value; see --help"],
  [["peel", "--knife", "--depth", "1"], "the option --knife has no value; see --help"],
  [["peel", "--knife", "k", "--slowly=yes"], "the option --slowly takes no value; see --help"],
  [["peel", "--knife", "k", "more"], 'the argument "more" is not known; see --help'],
  [["peel", "--knife", "k", "--depth", "1.5"], '--depth is "1.5"; allowed: whole numbers from 0 to 9'],
  [["peel", "--knife", "k", "--depth=-1"], '--depth is "-1"; allowed: whole numbers from 0 to 9'],
  [["peel", "--knife", "k", "--hand", "both"], '--hand is "both"; allowed are left, right'],
  [["peel", "--knife", "k", "--slowly", "--depth", "6"], "--slowly is not possible with a --depth above 5"],
])("%j is one line: %s", (argv, message) => {
  expect(parse(argv)).toEqual({ kind: "error", message });
});

test("a value that begins with two dashes: inline, or where the option allows it", () => {
  expect(parse(["peel", "--knife=--odd"])).toMatchObject({ arguments: { knife: "--odd" } });
  const free = parse(["peel", "--knife", "--odd"], { freeValues: ["--knife"] });
  expect(free).toMatchObject({ arguments: { knife: "--odd" } });
});
