// The engine in wasm: in Node, and in Chromium as browsers run it. Each start is
// a process of its own, because code compiled well once is kept for the next.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

import { chromium } from "@playwright/test";

import { launchOptions } from "../fixtures/chromium";
import { type Figure, figure, write } from "./figures";

const STARTS = 5;

/** What wasm-bindgen makes of `shared/matching/benches/wasm`. */
interface Engine {
  solve(): number;
  solve_for(objective: string): number;
  start_session(): void;
  resume_session(): void;
  choose(): void;
  lock(): void;
  unlock(): number;
  forbid(): number;
  allow(): number;
  rescore(which: number): number;
  others(): number;
  force_costs_all(): number | undefined;
  place_gains(): number;
  is_optimal(): boolean;
}

interface Bindings {
  initSync(options: { module: BufferSource }): { memory: WebAssembly.Memory };
  Engine: new (mentees: number, mentors: number) => Engine;
}

interface Size {
  mentees: number;
  mentors: number;
}

interface Measured {
  total: number;
  /** Milliseconds, or megabytes of memory. */
  samples: Record<string, number[]>;
}

const FIRST = "first solve, compiler cold";
const MEMORY = "memory with a live session";

/** Sent to the browser as its text, so it may use nothing from around it. */
function measure(
  bindings: Bindings,
  module: BufferSource,
  { mentees, mentors }: Size,
  names: { first: string; memory: string },
  whole: boolean,
): Measured {
  const samples: Record<string, number[]> = {};
  const timed = <T>(name: string, run: () => T): T => {
    const start = performance.now();
    const made = run();
    const took = performance.now() - start;
    (samples[name] ??= []).push(took);
    return made;
  };
  // The compiler improves hot code while it runs; what is measured is what it comes to.
  const steadily = (name: string, runs: number, run: () => unknown): void => {
    for (let warmUp = 0; warmUp < runs; warmUp++) run();
    for (let sample = 0; sample < runs; sample++) timed(name, run);
  };
  const { memory } = bindings.initSync({ module });
  const engine = new bindings.Engine(mentees, mentors);
  const total = timed(names.first, () => engine.solve());
  if (!whole) return { total, samples };
  steadily("cold solve", 15, () => engine.solve());
  for (const objective of ["most matched", "fairest", "stable for mentees", "stable for mentors"])
    steadily(objective, 5, () => engine.solve_for(objective));
  steadily("start a session", 4, () => engine.start_session());
  steadily("start a session from an answer", 4, () => engine.resume_session());
  for (let round = 0; round < 250; round++) {
    engine.choose();
    // Likewise, the first rounds only warm up.
    const edit = (run: () => number) =>
      round < 50 ? run() : timed("edit, then that mentee's force costs", run);
    engine.lock();
    edit(() => engine.unlock());
    engine.others();
    if (edit(() => engine.forbid()) > 0) edit(() => engine.allow());
    edit(() => engine.rescore(0));
    edit(() => engine.rescore(1));
  }
  steadily("force costs of all", 4, () => engine.force_costs_all());
  steadily("place gains of all", 4, () => engine.place_gains());
  samples[names.memory] = [memory.buffer.byteLength / 1e6];
  if (!engine.is_optimal()) throw new Error("the session lost track of the optimum");
  return { total, samples };
}

/** `engine.js`, `engine.wasm` and what that weighs without the engine, `frame.wasm`, made by `cargo bench-all engine`. */
function built(file: string): Buffer {
  const folder = process.env.PAIRWELL_ENGINE;
  if (!folder) throw new Error("PAIRWELL_ENGINE names no folder; run `cargo bench-all engine`");
  return readFileSync(path.join(folder, file));
}

function inThisProcess(size: Size, whole: boolean): Measured {
  const bindings = runInThisContext(`${built("engine.js").toString()};wasm_bindgen`) as Bindings;
  const names = { first: FIRST, memory: MEMORY };
  return measure(bindings, new Uint8Array(built("engine.wasm")), size, names, whole);
}

function inNode(size: Size, whole: boolean): Promise<Measured> {
  const asked = JSON.stringify({ size, whole });
  const answer = execFileSync(process.execPath, [__filename, "--measure", asked]);
  return Promise.resolve(JSON.parse(answer.toString()) as Measured);
}

async function inChromium(size: Size, whole: boolean): Promise<Measured> {
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(0);
    await page.route("http://localhost/**", (route) => {
      const file = new URL(route.request().url()).pathname.slice(1);
      const types: Record<string, string> = {
        "engine.js": "text/javascript",
        "engine.wasm": "application/wasm",
      };
      return route.fulfill({
        contentType: types[file] ?? "text/html",
        body: types[file] ? built(file) : '<!doctype html><script src="/engine.js"></script>',
        // Only a page apart from all others may read the clock to 5 µs.
        headers: {
          "Cross-Origin-Opener-Policy": "same-origin",
          "Cross-Origin-Embedder-Policy": "require-corp",
        },
      });
    });
    await page.goto("http://localhost/");
    const asked = JSON.stringify([size, { first: FIRST, memory: MEMORY }, whole]);
    const answer = await page.evaluate(`(async () => {
      if (!crossOriginIsolated) throw new Error("the clock would be too coarse");
      const module = await (await fetch("/engine.wasm")).arrayBuffer();
      return (${measure.toString()})(wasm_bindgen, module, ...${asked});
    })()`);
    return answer as Measured;
  } finally {
    await browser.close();
  }
}

async function main(): Promise<void> {
  const sizes: Size[] = [{ mentees: 1_000, mentors: 333 }];
  if (!process.argv.includes("--quick")) sizes.push({ mentees: 3_000, mentors: 1_000 });
  if (process.argv.includes("--large")) sizes.push({ mentees: 10_000, mentors: 3_333 });
  const packed = (name: string) => gzipSync(new Uint8Array(built(name)), { level: 9 }).length;
  const [whole, frame] = [packed("engine.wasm"), packed("frame.wasm")];
  const figures: Figure[] = [
    figure("engine wasm: gzipped (aim 46080)", "–", "bytes", [whole - frame]),
    figure("engine wasm: gzipped, with allocator, programme and what calls it", "–", "bytes", [whole]),
  ];
  for (const size of sizes) {
    const totals = new Set<number>();
    const places = { Node: inNode, Chromium: inChromium };
    for (const [place, run] of Object.entries(places)) {
      const first: number[] = [];
      for (let start = 1; start <= STARTS; start++) {
        const whole = start === STARTS;
        const { total, samples } = await run(size, whole);
        totals.add(total);
        first.push(...(samples[FIRST] ?? []));
        if (!whole) continue;
        for (const [name, values] of Object.entries({ ...samples, [FIRST]: first })) {
          const unit = name === MEMORY ? "MB" : "ms";
          const about = `${size.mentees}x${size.mentors}`;
          figures.push(figure(`engine wasm, ${place}: ${name}`, about, unit, values));
        }
      }
    }
    if (totals.size !== 1) throw new Error(`the totals differ: ${[...totals].join(", ")}`);
  }
  write(figures);
}

const asked = process.argv.indexOf("--measure");
if (asked > 0) {
  const { size, whole } = JSON.parse(process.argv[asked + 1] ?? "") as { size: Size; whole: boolean };
  process.stdout.write(JSON.stringify(inThisProcess(size, whole)));
} else {
  void main();
}
