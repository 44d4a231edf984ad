// Runs the tests of one wasm module, whose Node bindings lie beside this file.
// Follows wasm-bindgen's own runner: the console is captured per test, and
// each test is an export called with the context.
const { exit } = require("node:process");
const { filter, nocapture } = JSON.parse(process.argv[2]);

global.__wbgtest_og_console_log = console.log;
global.__wbgtest_og_console_error = console.error;
global.__wbg_test_invoke = (test) => test();
const captured = {};
for (const method of ["debug", "log", "info", "warn", "error"]) {
  const original = console[method];
  console[method] = (...words) => {
    if (nocapture) original(...words);
    captured[method]?.(words);
  };
}

const bindings = require("./tests.js");
const tests = Object.keys(bindings.__wasm).filter((name) => name.startsWith("__wbgt_"));
const chosen = tests.filter((name) => !filter || name.slice(name.indexOf("::") + 2).includes(filter));
const leftOut = tests.length - chosen.length;

for (const method of ["debug", "log", "info", "warn", "error"]) {
  captured[method] = bindings[`__wbgtest_console_${method}`];
}
const context = new bindings.WasmBindgenTestContext(false);
context.filtered_count(leftOut);
context
  .run(chosen.map((name) => bindings.__wasm[name]))
  .then((passed) => exit(passed ? 0 : 1))
  .catch((problem) => {
    global.__wbgtest_og_console_error(problem);
    exit(1);
  });
