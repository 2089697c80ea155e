import { caseBytes } from "@understudy/test-sources/case-files";
import { expect, test } from "vitest";
import { answeringTransport, startServer } from "./test-server.ts";

const OVERLOOKED = ["jpeg-no-end.jpg", "gif-no-trailer.gif", "png-text-checksum.png"];

/** One file in two catalogs: what is damage for one of them is none for the other. */
async function server(file: string) {
  const { transport, asked } = answeringTransport();
  const table = (id: string) => ({ [`catalog/${id}.txt`]: `Id\tPath\na\t${file}\n` });
  const images = await startServer(
    {
      "catalog/strict.ini": "RootId=strict\nCatalogFile=strict.txt\nSourceCheck=strict\n",
      "catalog/lenient.ini": "RootId=lenient\nCatalogFile=lenient.txt\n",
      ...table("strict"),
      ...table("lenient"),
      [`images/${file}`]: caseBytes(file),
    },
    { conf: "errorRedirect.rootUrl=http://secondary.test", transport },
  );
  return { images, asked };
}

test.each(OVERLOOKED)(
  "%s is damaged with SourceCheck=strict and fine without, whichever is asked first",
  async (file) => {
    for (const order of [
      ["strict", "lenient", "strict"],
      ["lenient", "strict", "lenient"],
    ]) {
      const { images, asked } = await server(file);
      for (const catalog of order) {
        for (const query of ["wid=8&cache=off", "req=imageprops&cache=off"]) {
          const before = asked.length;
          const { response } = await images.read(`/is/image/${catalog}/a?${query}`);
          expect(response.status).toBe(200);
          expect(response.headers.get("x-from")).toBe(catalog === "strict" ? "secondary" : null);
          expect(asked.length - before).toBe(catalog === "strict" ? 1 : 0);
        }
      }
    }
  },
);

test("default.ini says it for every catalog and for images by their path", async () => {
  const { images, asked } = await server("jpeg-no-end.jpg");
  await images.write({ "catalog/default.ini": "SourceCheck=strict\n" });
  await images.server.reload();
  for (const path of ["lenient/a", "jpeg-no-end.jpg"]) {
    const { response } = await images.read(`/is/image/${path}?wid=8`);
    expect(response.headers.get("x-from")).toBe("secondary");
  }
  expect(asked).toHaveLength(2);
});

test("another value is said with what is allowed, and changes nothing", async () => {
  const images = await startServer({ "catalog/default.ini": "SourceCheck=severe\n" });
  expect(images.notices).toEqual([
    expect.objectContaining({
      severity: "error",
      line: 1,
      message: expect.stringContaining('SourceCheck is "severe"; allowed is strict or lenient'),
    }),
  ]);
});
