import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { IMAGE_TABLE } from "./catalog-records.ts";
import { readDataTable } from "./data-table.ts";
import { createNoticeList } from "./notice-list.ts";

async function readTable(content: string) {
  const folder = await tempFolder({ "data.tsv": content });
  return readDataTable(folder.file("data.tsv"), IMAGE_TABLE, createNoticeList(folder.file("data.tsv")));
}

test("records are found by ids of any characters and spellings", async () => {
  const table = await readTable(
    '\ufeffId\tPath\tUserData\nä/€ 1\tp/1.jpg\t€\n"a\t""b"""\t"p\\2.jpg"\n constructor\tp/3.jpg\n',
  );
  expect(table.size).toBe(3);
  expect(table.find("ä/€ 1")).toEqual({ id: "ä/€ 1", path: "p/1.jpg", userData: "€" });
  expect(table.find('a\t"b"')).toEqual({ id: 'a\t"b"', path: "p/2.jpg" });
  expect(table.find(" constructor")?.path).toBe("p/3.jpg");
  expect(["constructor", "ä", "", "Id"].map((id) => table.find(id))).toEqual(Array.from({ length: 4 }));
});

test("looking up tells of nothing again, and a skipped row does not hide an earlier one", async () => {
  const table = await readTable("Id\tPath\tExpiration\na\tgood.jpg\tsoon\na\t../bad.jpg\t1\n");
  expect(table.notices.map(({ line, column }) => [line, column])).toEqual([
    [2, "Expiration"],
    [3, "Path"],
  ]);
  expect(table.find("a")).toEqual({ id: "a", path: "good.jpg" });
  expect(table.notices.length).toBe(2);
});

test("of very many rows with one id the last counts; a hundred are told about, and how many more there are", async () => {
  const table = await readTable(`Id\tPath\n${Array.from({ length: 20_000 }, (_, row) => `a\t${row}.jpg\n`).join("")}`);
  expect(table.size).toBe(1);
  expect(table.find("a")?.path).toBe("19999.jpg");
  expect(table.notices.length).toBe(101);
  expect(table.notices[0]).toMatchObject({ severity: "warning", line: 3, column: "Id" });
  expect(table.notices.at(-1)?.message).toContain("19899 more warnings");
});

test("keys are gone through in the order of the rows that count", async () => {
  const table = await readTable("Id\tPath\na\t1.jpg\nb\t2.jpg\na\t3.jpg\n\tnone.jpg\n");
  const keys: [string, number][] = [];
  await table.eachKey((key, line) => keys.push([key, line]));
  expect(keys).toEqual([
    ["b", 3],
    ["a", 4],
  ]);
});
