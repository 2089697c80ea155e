import { expect, test } from "vitest";
import { tempFolder } from "../../test/temp-folder.ts";
import { loadConfiguration } from "./load-configuration.ts";

const IS_FILES = {
  "catalog-service.conf": "catalog.rootPath=/srv/catalogs\n",
  "ImageServerRegistry.xml": "<ImageServer><RootPath>/srv/images</RootPath></ImageServer>\n",
  "server.xml": "<Server/>\n",
  "monitor.conf": "maxOverlap=20\n",
};

test("settings in other files of Image Serving are not silently lost", async () => {
  const folder = await tempFolder({ ...IS_FILES, "PlatformServer.conf": "", "images/a.jpg": "", "notes.txt": "" });
  const { notices } = await loadConfiguration(folder.path);
  expect(notices.map(({ severity, file, message }) => [severity, file, message])).toEqual([
    [
      "warning",
      folder.file("ImageServerRegistry.xml"),
      "the file is not read: it holds the folders of images, <RootPath>; here it is image.rootPaths of PlatformServer.conf",
    ],
    ["warning", folder.file("catalog-service.conf"), expect.stringContaining("here it is catalog.rootPath of")],
    ["warning", folder.file("monitor.conf"), "the file is not read: it holds the alerts; there are none here"],
    ["warning", folder.file("server.xml"), expect.stringContaining("accessLog.directory, accessLog.prefix")],
  ]);
});

test("a file whose settings were copied is no surprise", async () => {
  const folder = await tempFolder({
    ...IS_FILES,
    "PlatformServer.conf": "catalog.rootPath=catalog\nimage.rootPaths=images\naccessLog.directory=logs\n",
    "images/a.jpg": "",
  });
  const { notices } = await loadConfiguration(folder.path);
  expect(notices.map(({ file }) => file)).toEqual([folder.file("monitor.conf")]);
});
