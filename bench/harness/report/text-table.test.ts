import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

test("columns are as wide as what is in them, numbers to the right", () => {
  const table = textTable(
    [
      { heading: "name", cell: (row) => row.name },
      { heading: "req/s", cell: (row) => row.rate },
    ],
    [
      { name: "nginx", rate: 14377 },
      { name: "a", rate: 9 },
    ],
  );
  expect(table.split("\n")).toEqual(["name   req/s", "-----  -----", "nginx  14377", "a          9"]);
});
