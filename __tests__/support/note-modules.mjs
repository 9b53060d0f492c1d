// Leaves behind which modules the Node.js process that loads it has required, as a JSON list in $NOTED_MODULES.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { cache } = createRequire(import.meta.url);
process.on("exit", () => {
  writeFileSync(process.env.NOTED_MODULES, JSON.stringify(Object.keys(cache)));
});
