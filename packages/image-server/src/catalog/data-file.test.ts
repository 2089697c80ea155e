import { setImmediate } from "node:timers";
import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { CatalogFileError } from "./catalog-file-error.ts";
import { readDataFile } from "./data-file.ts";
import { createNoticeList } from "./notice-list.ts";

const columns = { required: ["Id", "Path"], optional: ["UserData"] } as const;

async function read(content: string | Uint8Array) {
  const folder = await tempFolder({ "data.tsv": content });
  const file = folder.file("data.tsv");
  const notices = createNoticeList(file);
  const rows: [number, string, string, string][] = [];
  const data = await readDataFile<"Id" | "Path" | "UserData">(file, columns, notices);
  await data.eachRow((row) => {
    rows.push([row.line, row.field("Id"), row.field("Path"), row.field("UserData")]);
    expect(data.rowAt(row.offset).field("Id")).toBe(row.field("Id"));
  }, notices);
  return { rows, notices: notices.notices() };
}

async function failureOf(content: string | Uint8Array): Promise<CatalogFileError> {
  const failure = await read(content).then(
    () => expect.unreachable("the file was accepted"),
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(CatalogFileError);
  return failure as CatalogFileError;
}

test.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("records may end with %s, and lines are counted", async (_name, end) => {
  const { rows } = await read(["Id\tPath", "a\tb", "", "c\t", "\td"].join(end));
  expect(rows).toEqual([
    [2, "a", "b", ""],
    [4, "c", "", ""],
    [5, "", "d", ""],
  ]);
});

test("a file may mix line ends, and a quoted field may hold tabs, line ends and doubled quotes", async () => {
  const { rows } = await read('Path\tid\tUSERDATA\r\nb\ta\t"x\ty ""z""\n2"\r\nd\tc\t5" disk\ne\t"f"\t\n');
  expect(rows).toEqual([
    [2, "a", "b", 'x\ty "z"\n2'],
    [4, "c", "d", '5" disk'],
    [5, "f", "e", ""],
  ]);
});

test("a field that begins with a quote and is not enclosed in them is taken as written, with a warning", async () => {
  const { rows, notices } = await read('Id\tPath\tUserData\na\tb\t"5" disk\nc\td\t"""5"""\n"e\tf\t"g"h"\n');
  expect(rows).toEqual([
    [2, "a", "b", '"5" disk'],
    [3, "c", "d", '"5"'],
    [4, '"e', "f", '"g"h"'],
  ]);
  expect(notices.map(({ severity, line }) => [severity, line])).toEqual([
    ["warning", 2],
    ["warning", 4],
  ]);
});

test("lines are counted right behind quoted fields with every kind of line end", async () => {
  const { rows } = await read('Id\tPath\r\n"a\r\na"\t"b\rb\n"\r\n\r\n""\t"c"\r"d"\te');
  expect(rows).toEqual([
    [2, "a\r\na", "b\rb\n", ""],
    [7, "", "c", ""],
    [8, "d", "e", ""],
  ]);
});

test("spaces belong to a field", async () => {
  expect((await read("Id\tPath\n a \tb c")).rows).toEqual([[2, " a ", "b c", ""]]);
});

test("columns that begin with a dot are ignored, unknown ones warned about", async () => {
  const { rows, notices } = await read("Id\t.note\tPath\tUserDat\tX\na\tn\tb\tu\tv");
  expect(rows).toEqual([[2, "a", "b", ""]]);
  expect(notices.map(({ severity, line, column, message }) => [severity, line, column, message])).toEqual([
    [
      "warning",
      1,
      "UserDat",
      'the column "UserDat" is not used by this server and is ignored; did you mean "UserData"?',
    ],
    ["warning", 1, "X", 'the column "X" is not used by this server and is ignored'],
  ]);
});

test("a row with more fields than the header is warned about", async () => {
  const { rows, notices } = await read("Id\tPath\na\tb\tc");
  expect(rows).toEqual([[2, "a", "b", ""]]);
  expect(notices).toEqual([expect.objectContaining({ severity: "warning", line: 2 })]);
});

test("a byte order mark means UTF-8, everything else is ISO-8859-1", async () => {
  expect((await read("\ufeffId\tPath\nä\t€")).rows).toEqual([[2, "ä", "€", ""]]);
  expect((await read("Id\tPath\nä\tb")).rows).toEqual([[2, "Ã¤", "b", ""]]);
  const latin1 = Uint8Array.from("Id\tPath\nä\t\x80", (character) => character.charCodeAt(0));
  expect((await read(latin1)).rows).toEqual([[2, "ä", "\x80", ""]]);
});

test("a broken file is refused, naming the line", async () => {
  expect((await failureOf("")).notice).toMatchObject({ message: expect.stringContaining("Id and Path") });
  expect((await failureOf("Id\tPfad\na\tb")).notice).toMatchObject({ line: 1, column: "Path" });
  expect((await failureOf("Id\tPath\tID\na\tb\tc")).notice).toMatchObject({ line: 1, column: "Id" });
  expect((await failureOf('Id\tPath\na\tb\nc\t"d\ne\tf\n')).notice).toMatchObject({
    line: 3,
    message: expect.stringContaining("double quote"),
  });
});

test("a quote that is never closed does not take in a large file", async () => {
  const failure = await failureOf(`Id\tPath\na\t"b\n${"c\td\n".repeat(600_000)}`);
  expect(failure.notice).toMatchObject({ line: 2, message: expect.stringContaining("1048576") });
});

test("a missing file and a folder in its place are refused", async () => {
  const folder = await tempFolder();
  for (const name of ["nowhere.tsv", "."]) {
    const rows = readDataFile<"Id" | "Path" | "UserData">(folder.file(name), columns, createNoticeList("x"));
    await expect(rows, name).rejects.toMatchObject({ name: "CatalogFileError" });
  }
});

test("others get their turn while a large file is read", async () => {
  const text = `Id\tPath\n${Array.from({ length: 200_000 }, (_, row) => `id${row}\tp${row}\n`).join("")}`;
  let turns = 0;
  let reading = true;
  const turn = () => {
    turns++;
    if (reading) setImmediate(turn);
  };
  const folder = await tempFolder({ "data.tsv": text });
  const data = await readDataFile(folder.file("data.tsv"), columns, createNoticeList("x"));
  turn();
  let count = 0;
  await data.eachRow(() => count++);
  reading = false;
  expect(count).toBe(200_000);
  expect(turns).toBeGreaterThan(2);
});

test("many rows are read in order, over many pieces of the file", async () => {
  const { rows } = await read(
    `Id\tPath\n${Array.from({ length: 20_000 }, (_, row) => `id${row}\tp${row}`).join("\n")}`,
  );
  expect(rows.length).toBe(20_000);
  expect(rows.at(-1)).toEqual([20_001, "id19999", "p19999", ""]);
});
