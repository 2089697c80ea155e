/** How much of each pixel an outline covers: exact areas, gathered edge by edge. */
export class OutlineCoverage {
  readonly width: number;
  readonly height: number;
  /** Change of the covered area from pixel to pixel along each row; one more column takes what leaves at the right. */
  readonly #changes: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#changes = new Float32Array((width + 1) * height);
  }

  /** Adds an edge of a closed outline, in pixels, y downwards. Parts beyond the area are handled. */
  addLine(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [topX, topY, bottomX, bottomY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bottomX - topX) / (bottomY - topY);
    const last = Math.min(this.height, Math.ceil(bottomY));
    for (let row = Math.max(0, Math.floor(topY)); row < last; row++) {
      const from = Math.max(row, topY);
      const to = Math.min(row + 1, bottomY);
      if (to <= from) continue;
      const enter = topX + (from - topY) * slope;
      const leave = topX + (to - topY) * slope;
      this.#addSpan(row, Math.min(enter, leave), Math.max(enter, leave), (to - from) * direction);
    }
  }

  /** Coverage of a pixel row, 0 to 1 each; overlapping outlines of one direction count once. */
  row(y: number): Float32Array {
    const covered = new Float32Array(this.width);
    let sum = 0;
    for (let x = 0; x < this.width; x++) {
      sum += this.#changes[y * (this.width + 1) + x]!;
      covered[x] = Math.min(1, Math.abs(sum));
    }
    return covered;
  }

  /** An edge inside one row covers everything to its right; in the pixels that it crosses, the part right of it. */
  #addSpan(row: number, left: number, right: number, amount: number): void {
    const start = row * (this.width + 1);
    if (left >= this.width) return;
    if (right <= 0) {
      this.#add(start, 0, amount, amount);
      return;
    }
    if (left === right) {
      const column = Math.floor(left);
      this.#add(start, column, amount * (column + 1 - left), amount);
      return;
    }
    // The edge's share in each pixel; what lies left of the area covers all of it, what lies right of it nothing.
    const share = amount / (right - left);
    if (left < 0) this.#add(start, 0, share * -left, share * -left);
    const end = Math.min(right, this.width);
    for (let column = Math.max(0, Math.floor(left)); column < end; column++) {
      const from = Math.max(column, left);
      const to = Math.min(column + 1, right);
      this.#add(start, column, share * (to - from) * (column + 1 - (from + to) / 2), share * (to - from));
    }
  }

  /** `inside` of the change happens in this pixel, the rest of `whole` in the next. */
  #add(start: number, column: number, inside: number, whole: number): void {
    const at = start + column;
    this.#changes[at] = this.#changes[at]! + inside;
    this.#changes[at + 1] = this.#changes[at + 1]! + whole - inside;
  }
}
