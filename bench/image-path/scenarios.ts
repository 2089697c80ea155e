import { IMAGE_COUNT, type TargetOf } from "./sources.ts";

/** One kind of load. */
export interface ImageScenario {
  readonly id: "hot" | "sizes" | "broken";
  readonly title: string;
  readonly connections: number;
  /** Whether the image server may keep its answers. */
  readonly keepsAnswers: boolean;
  /** Whether only servers with a secondary take part. */
  readonly needsSecondary: boolean;
  /** What is asked for, in turn. */
  targets(targetOf: TargetOf): string[];
}

export const HOT_WIDTH = 400;
const SIZES = 1000;
const FIRST_WIDTH = 100;

/** A thousand different sizes: 12 images, each in about 83 widths from 100 to 844, in an order that mixes both. */
function sizes(targetOf: TargetOf): string[] {
  return Array.from({ length: SIZES }, (_, index) => {
    const step = (index * 389) % SIZES;
    return targetOf(step % IMAGE_COUNT, FIRST_WIDTH + Math.floor(step / IMAGE_COUNT) * 9);
  });
}

export const IMAGE_SCENARIOS: readonly ImageScenario[] = [
  {
    id: "hot",
    title: "one image in one size",
    connections: 32,
    keepsAnswers: true,
    needsSecondary: false,
    targets: (targetOf) => [targetOf(0, HOT_WIDTH)],
  },
  {
    id: "sizes",
    title: "1,000 sizes of 12 images, each made anew",
    connections: 8,
    keepsAnswers: false,
    needsSecondary: false,
    targets: sizes,
  },
  {
    id: "broken",
    title: "the same, every tenth source damaged",
    connections: 8,
    keepsAnswers: false,
    needsSecondary: true,
    targets: (targetOf) =>
      sizes(targetOf).map((target, index) => (index % 10 === 9 ? targetOf("broken", 400) : target)),
  },
];
