// Writes the peak memory of each Node.js process that preloads it into a file of BENCH_MEMORY_FOLDER, in megabytes.
// CommonJS, since a preloaded ES module makes Node.js load the program as an ES module too, without tsx/cjs.
/* eslint-disable @typescript-eslint/no-require-imports */
const { writeFileSync } = require("node:fs");
const path = require("node:path");

process.on("exit", () => {
  const file = path.join(process.env.BENCH_MEMORY_FOLDER, String(process.pid));
  writeFileSync(file, String(process.resourceUsage().maxRSS / 1024));
});
