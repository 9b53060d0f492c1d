// Leaves behind, for each Node.js process that loads it, the most memory that the process ever held, in megabytes.
import { writeFileSync } from "node:fs";
import path from "node:path";

process.on("exit", () => {
  const file = path.join(process.env.BENCH_MEMORY_FOLDER, String(process.pid));
  writeFileSync(file, String(process.resourceUsage().maxRSS / 1024));
});
