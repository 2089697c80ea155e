import { describe, expect, it } from "vitest";
import { CommandError, isCommandError } from "./command-error.ts";
import { parseCommands } from "./parse-commands.ts";

const commandsOf = (query: string, modifier?: string) => parseCommands(query, modifier).commands;

describe("parseCommands", () => {
  it("asks for the image of the path when there are no commands", () => {
    expect(parseCommands("")).toEqual({
      commands: { cache: "on", req: "img", reqFormat: "text", layers: [{ number: 0, content: { kind: "base" } }] },
      ignored: [],
    });
  });

  const rows: [query: string, expected: object][] = [
    ["?wid=400&hei=300", { wid: 400, hei: 300 }],
    ["WID=400&Hei=300", { wid: 400, hei: 300 }],
    ["fit=constrain", { fit: { mode: "constrain", upscale: true } }],
    ["fit=crop,0", { fit: { mode: "crop", upscale: false } }],
    ["align=-1,0.5", { align: { x: -1, y: 0.5 } }],
    ["scl=2.5", { scl: 2.5 }],
    ["bgc=ff8000", { bgc: 0xff8000 }],
    ["bgc=ff800080", { bgc: 0xff8000 }],
    ["bgc=0x00ff00", { bgc: 0x00ff00 }],
    ["bgc=214,245,130", { bgc: 0xd6f582 }],
    ["bgc=128", { bgc: 0x808080 }],
    ["fmt=jpg", { fmt: "jpeg" }],
    ["fmt=PNG-Alpha,rgb", { fmt: "png-alpha" }],
    ["fmt=webp", { fmt: "webp" }],
    ["fmt=pjpeg", { fmt: "pjpeg" }],
    ["fmt=webp-alpha", { fmt: "webp-alpha" }],
    ["fmt=webp,,lossless", { fmt: "webp-lossless" }],
    ["fmt=WebP-alpha,rgb,Lossless", { fmt: "webp-alpha-lossless" }],
    ["qlt=0", { qlt: { quality: 0, fullChroma: false } }],
    ["qlt=95,1", { qlt: { quality: 95, fullChroma: true } }],
    ["icc=AdobeRGB", { icc: { profile: "AdobeRGB" } }],
    ["icc=A,Perceptual,0,1", { icc: { profile: "A", intent: "perceptual", blackPointCompensation: false } }],
    ["defaultImage=shop/none", { defaultImage: "shop/none" }],
    ["defaultImage=", { defaultImage: "" }],
    ["cache=validate", { cache: "validate" }],
    ["req=exists", { req: "exists", reqFormat: "text" }],
    ["req=props,json", { req: "props", reqFormat: "json" }],
    ["type=image", { type: "image" }],
    ["flip=lr", { flip: "lr" }],
    ["flip=lr&layer=comp&flip=ud", { flip: "ud" }],
    ["wid=100&wid=200", { wid: 200 }],
  ];
  it.each(rows)("reads %s", (query, expected) => expect(commandsOf(query)).toMatchObject(expected));

  const layerRows: [query: string, expected: object[]][] = [
    ["crop=-5,0,100,80", [{ crop: { unit: "pixels", x: -5, y: 0, width: 100, height: 80 } }]],
    ["cropN=.1,0,0.8,1", [{ crop: { unit: "normalized", x: 0.1, y: 0, width: 0.8, height: 1 } }]],
    ["rotate=-30.5", [{ rotate: -30.5 }]],
    ["layer=0&flip=ud", [{ flip: "ud" }]],
    ["src=shop/shoe", [{ content: { kind: "image", src: "shop/shoe" } }]],
    [
      "layer=2&text=b&layer=1&src=a&layer=2&opac=40",
      [{ number: 0 }, { number: 1 }, { number: 2, content: { kind: "text", text: "b" }, opac: 40 }],
    ],
    ["layer=1&src=a&text=b", [{}, { content: { kind: "text", text: "b" } }]],
    ["layer=1&text=b&src=a", [{}, { content: { kind: "image", src: "a" } }]],
    [
      "layer=1&text=a&pos=10,-20&size=200,0",
      [{}, { pos: { unit: "pixels", x: 10, y: -20 }, size: { width: 200, height: 0 } }],
    ],
    ["layer=1&text=a&posN=.5,0", [{}, { pos: { unit: "normalized", x: 0.5, y: 0 } }]],
    ["layer=7&opac=40", [{ number: 0 }]],
    ["layer=1&text=a&wid=9", [{}, { number: 1 }]],
  ];
  it.each(layerRows)("reads the layers of %s", (query, expected) => {
    const { layers } = commandsOf(query);
    expect(layers).toHaveLength(expected.length);
    expect(layers).toMatchObject(expected);
  });

  it("lets the query override the modifier of the catalog row", () => {
    const { wid, qlt, layers } = commandsOf("wid=300", "wid=100&qlt=60&crop=0,0,10,10&layer=1&text=new");
    expect({ wid, quality: qlt?.quality, layers: layers.length }).toEqual({ wid: 300, quality: 60, layers: 2 });
    expect(layers[0].crop).toMatchObject({ width: 10 });
  });

  it("begins the query outside the layer that the modifier ended in", () => {
    expect(commandsOf("rotate=90", "layer=1&text=new").layers).toMatchObject([{ rotate: 90 }, { number: 1 }]);
  });

  it("ignores unknown commands, macros and comments, and names them once", () => {
    const { ignored } = parseCommands("foo=1&.comment&$macro$&&Foo=2&foo=%zz&resMode=sharp");
    expect(ignored).toEqual(["foo", "$macro$", "Foo", "resMode"]);
  });

  it("decodes each value by itself", () => {
    const { layers } = commandsOf("layer=1&te%78t=a%26b%3Dc+d%2B%C3%A9");
    expect(layers[1]?.content).toEqual({ kind: "text", text: "a&b=c d+é" });
  });

  const badRows: [query: string, command: string][] = [
    ...["0", "-1", "1.5", "1e3", "", "abc", "99999999999", "1,2", "NaN"].map((value): [string, string] => [
      `wid=${value}`,
      "wid",
    ]),
    ["hei=0x10", "hei"],
    ["fit=squeeze", "fit"],
    ["fit=crop,2", "fit"],
    ["fit=crop,1,1", "fit"],
    ["align=2,0", "align"],
    ["align=0", "align"],
    ["scl=0", "scl"],
    ["scl=-1", "scl"],
    ["bgc=red", "bgc"],
    ["bgc=1,2", "bgc"],
    ["bgc=1,2,300", "bgc"],
    ["fmt=tif", "fmt"],
    ["fmt=jpeg,cmyk", "fmt"],
    ["fmt=webp,,lzw", "fmt"],
    ["fmt=webp,,lossless,1", "fmt"],
    ["fmt=png,,lossless", "fmt"],
    ["fmt=jpeg,gray", "fmt"],
    ["fmt=png8", "fmt"],
    ["fmt=gif-alpha", "fmt"],
    ["fmt=avif", "fmt"],
    ["fmt=toString", "fmt"],
    ["qlt=101", "qlt"],
    ["qlt=80,2", "qlt"],
    ["qlt=80.5", "qlt"],
    ["icc=", "icc"],
    ["icc=A,best", "icc"],
    ["cache=maybe", "cache"],
    ["req=tmb", "req"],
    ["req=props,xml", "req"],
    ["flip=up", "flip"],
    ["crop=1,2,3", "crop"],
    ["crop=0,0,0,5", "crop"],
    ["crop=0.5,0,1,1", "crop"],
    ["crop=99999999999,0,1,1", "crop"],
    ["cropN=0,0,1,-1", "cropN"],
    ["rotate=left", "rotate"],
    ["layer=-1", "layer"],
    ["layer=top", "layer"],
    ["opac=101", "opac"],
    ["pos=1", "pos"],
    ["size=-1,5", "size"],
    ["src=", "src"],
    ["src={a?wid=1}", "src"],
    ["text=%zz", "text"],
    ["text=%", "text"],
    ["text=%ff", "text"],
    ["text=a%00b", "text"],
  ];
  it.each(badRows)("refuses %s", (query, command) => {
    const refuse = () => parseCommands(query);
    expect(refuse).toThrow(CommandError);
    expect(refuse).toThrow(
      expect.objectContaining({ command, status: 400, publicMessage: expect.stringContaining("allowed is") }),
    );
  });

  it("says in the error what was sent and what is allowed, and cuts long values", () => {
    expect(() => parseCommands("cache=maybe")).toThrow('cache is "maybe"; allowed is on, off, validate, update');
    expect(() => parseCommands(`qlt=${"9".repeat(5000)}`)).toThrow(/^.{0,250}$/);
  });

  it("refuses more layers than a request may have", () => {
    const query = Array.from({ length: 40 }, (_, index) => `layer=${index}&text=a`).join("&");
    expect(() => parseCommands(query)).toThrow("at most 32 layers");
  });

  it("has errors that another copy of the package recognises", () => {
    expect(isCommandError(Object.assign(new Error(), { code: "bad-command" }))).toBe(true);
    expect(isCommandError(new Error("other"))).toBe(false);
  });
});
