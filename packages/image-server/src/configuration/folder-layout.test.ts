import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { loadConfiguration } from "./load-configuration.ts";

test("an installation of Image Serving: conf beside catalog, images and static", async () => {
  const folder = await tempFolder({
    "conf/PlatformServer.conf": "errorRedirect.rootUrl=http://b.example\n",
    "catalog/default.ini": "",
    "images/a.jpg": "",
    "static/a.css": "",
  });
  for (const path of [folder.path, folder.file("conf")]) {
    const { configuration, notices } = await loadConfiguration(path);
    expect(notices).toEqual([]);
    expect(configuration).toMatchObject({
      errorRedirect: { rootUrl: "http://b.example" },
      catalogRootPath: folder.file("catalog"),
      imageRootPaths: [folder.file("images")],
      staticContentRootPaths: [folder.file("static")],
    });
  }
});

test("what is in the configuration folder counts, and what it names", async () => {
  const folder = await tempFolder({
    "conf/PlatformServer.conf": "image.rootPaths=pictures\n",
    "conf/catalog/default.ini": "",
    "conf/pictures/a.jpg": "",
    "catalog/default.ini": "",
    "images/a.jpg": "",
  });
  const { configuration } = await loadConfiguration(folder.file("conf"));
  expect(configuration.catalogRootPath).toBe(folder.file("conf/catalog"));
  expect(configuration.imageRootPaths).toEqual([folder.file("conf/pictures")]);
});

test("beside a folder of another name nothing is looked for", async () => {
  const folder = await tempFolder({ "site/PlatformServer.conf": "", "images/a.jpg": "" });
  const { configuration } = await loadConfiguration(folder.file("site"));
  expect(configuration.imageRootPaths).toEqual([folder.file("site/images")]);
});
