import { writeFileSync } from "node:fs";

/** One row of `cargo bench-all`. */
export interface Figure {
  name: string;
  size: string;
  unit: string;
  median: number;
  p95: number;
  /** Who else was measured in the same run, and their median. */
  rival: string | null;
  ratio: number | null;
}

/** A figure from single measurements, without a rival. */
export function figure(name: string, size: string, unit: string, values: readonly number[]): Figure {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
  return { name, size, unit, median: at(0.5), p95: at(0.95), rival: null, ratio: null };
}

/** Writes to the file named after `--json`, as every benchmark does. */
export function write(figures: readonly Figure[]): void {
  const file = process.argv[process.argv.indexOf("--json") + 1];
  if (!process.argv.includes("--json") || !file) throw new Error("usage: node … --json FILE");
  writeFileSync(file, JSON.stringify(figures, undefined, 2));
}
