import { describe, expect, it } from "vitest";
import { parseCommands } from "../../commands/parse-commands.ts";
import { viewGeometry } from "./view-geometry.ts";

/** Composite size, commands, and then: view size, scaled size, position. */
type Row = [composite: string, query: string, view: string, scaled: string, position: string];

const size = (text: string) => {
  const [width = 0, height = 0] = text.split("x").map(Number);
  return { width, height };
};

describe("viewGeometry", () => {
  const rows: Row[] = [
    ["800x600", "", "800x600", "800x600", "0,0"],
    ["800x600", "wid=400", "400x300", "400x300", "0,0"],
    ["800x600", "hei=300", "400x300", "400x300", "0,0"],
    ["800x600", "wid=1600", "1600x1200", "1600x1200", "0,0"],
    ["800x600", "wid=400&hei=400", "400x400", "400x300", "0,50"],
    ["800x600", "wid=400&hei=400&align=0,-1", "400x400", "400x300", "0,0"],
    ["800x600", "wid=400&hei=400&align=1,1", "400x400", "400x300", "0,100"],
    ["800x600", "wid=400&hei=400&fit=fit,1", "400x400", "400x300", "0,50"],
    ["800x600", "wid=400&hei=400&fit=constrain", "400x300", "400x300", "0,0"],
    ["800x600", "wid=400&hei=400&fit=crop", "400x400", "533x400", "-66,0"],
    ["800x600", "wid=400&hei=400&fit=crop&align=-1,0", "400x400", "533x400", "0,0"],
    ["800x600", "wid=400&hei=400&fit=wrap", "533x400", "533x400", "0,0"],
    ["800x600", "wid=400&hei=400&fit=stretch", "400x400", "400x400", "0,0"],
    ["800x600", "wid=400&hei=400&fit=hfit", "400x400", "400x300", "0,50"],
    ["800x600", "wid=400&hei=400&fit=vfit", "400x400", "533x400", "-66,0"],
    ["80x60", "wid=400&hei=400&fit=fit,0", "400x400", "80x60", "160,170"],
    ["80x60", "wid=400&hei=400&fit=constrain,0", "80x60", "80x60", "0,0"],
    ["80x60", "wid=400&fit=constrain,0", "80x60", "80x60", "0,0"],
    ["80x60", "wid=400&hei=20&fit=stretch,0", "400x20", "80x20", "160,0"],
    ["800x600", "scl=2", "400x300", "400x300", "0,0"],
    ["800x600", "scl=0.5", "1600x1200", "1600x1200", "0,0"],
    ["800x600", "scl=2&wid=100&hei=500", "100x500", "400x300", "-150,100"],
    ["800x600", "scl=1&wid=200&fit=constrain", "200x600", "800x600", "-300,0"],
    ["1000x1", "wid=100", "100x1", "100x1", "0,0"],
    ["3x5000", "hei=100", "1x100", "1x100", "0,0"],
  ];
  it.each(rows)("%s with %s", (composite, query, view, scaled, position) => {
    const geometry = viewGeometry(size(composite), parseCommands(query).commands);
    expect({
      view: `${geometry.view.width}x${geometry.view.height}`,
      scaled: `${geometry.scaled.width}x${geometry.scaled.height}`,
      position: `${geometry.x},${geometry.y}`.replaceAll("-0", "0"),
    }).toEqual({ view, scaled, position });
    const { visible } = geometry;
    expect(visible.width).toBe(Math.min(geometry.view.width, geometry.scaled.width));
    expect(visible.height).toBe(Math.min(geometry.view.height, geometry.scaled.height));
  });
});
