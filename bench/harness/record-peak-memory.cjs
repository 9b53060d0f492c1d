// Leaves behind, for each Node.js process that loads it, the most memory that the process ever held, in megabytes.
// Not an ES module: one that is loaded ahead makes Node.js load the program as one too, without what tsx/cjs does.
/* eslint-disable @typescript-eslint/no-require-imports */
const { writeFileSync } = require("node:fs");
const path = require("node:path");

process.on("exit", () => {
  const file = path.join(process.env.BENCH_MEMORY_FOLDER, String(process.pid));
  writeFileSync(file, String(process.resourceUsage().maxRSS / 1024));
});
