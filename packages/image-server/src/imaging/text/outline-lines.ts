import type { OutlineStep } from "./font.ts";

/** Takes the edges of an outline one by one. */
export type AddLine = (x0: number, y0: number, x1: number, y1: number) => void;

/** How far, in pixels, a chord may be from its curve; less is not seen. */
const FLATNESS = 0.05;
const MOST_CHORDS = 64;

/**
 * Walks an outline as straight edges in pixels, y downwards; curves become as many chords as their bend needs. Open
 * contours are closed.
 */
export function outlineLines(
  outline: readonly OutlineStep[],
  x: number,
  baseline: number,
  scale: number,
  addLine: AddLine,
): void {
  let [startX, startY, atX, atY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    addLine(atX, atY, toX, toY);
    [atX, atY] = [toX, toY];
  };
  for (const { command, args } of outline) {
    const points = args.map((value, index) => (index % 2 === 0 ? x + value * scale : baseline - value * scale));
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = points;
    if (command === "moveTo" || command === "closePath") lineTo(startX, startY);
    if (command === "moveTo") [startX, startY, atX, atY] = [x1, y1, x1, y1];
    else if (command === "lineTo") lineTo(x1, y1);
    else if (command === "quadraticCurveTo") {
      const cubic = [
        atX + (2 * (x1 - atX)) / 3,
        atY + (2 * (y1 - atY)) / 3,
        x2 + (2 * (x1 - x2)) / 3,
        y2 + (2 * (y1 - y2)) / 3,
      ] as const;
      curve([atX, atY], [cubic[0], cubic[1]], [cubic[2], cubic[3]], [x2, y2], lineTo);
    } else if (command === "bezierCurveTo") curve([atX, atY], [x1, y1], [x2, y2], [x3, y3], lineTo);
  }
  lineTo(startX, startY);
}

type Point = readonly [x: number, y: number];

function curve(p0: Point, p1: Point, p2: Point, p3: Point, lineTo: (x: number, y: number) => void): void {
  // The second differences bound how far the curve strays from a chord of 1/n of it: bend / (8 n²) * 6.
  const bend = Math.max(
    Math.hypot(p0[0] - 2 * p1[0] + p2[0], p0[1] - 2 * p1[1] + p2[1]),
    Math.hypot(p1[0] - 2 * p2[0] + p3[0], p1[1] - 2 * p2[1] + p3[1]),
  );
  const chords = Math.min(MOST_CHORDS, Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / FLATNESS))));
  for (let index = 1; index <= chords; index++) {
    const t = index / chords;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    lineTo(a * p0[0] + b * p1[0] + c * p2[0] + d * p3[0], a * p0[1] + b * p1[1] + c * p2[1] + d * p3[1]);
  }
}
