import { lockHome } from "../../../../local/home/home-lock";
import { lakeHome } from "../../../../local/home/lake-home";

/**
 * A process that acquires the lock of a home (first argument) at a time (second argument, milliseconds), prints `got`
 * or `lost`, and ends as the third argument says: `releases`, `exits` or `stays`.
 */
function main(): void {
  const [, , home = "", moment = "0", end = "releases"] = process.argv;
  while (Date.now() < Number(moment)) {
    // More precise than a timer.
  }
  try {
    const release = lockHome(lakeHome({ LAKE_HOME: home }), "lake test");
    process.stdout.write("got\n");
    if (end === "stays") setInterval(() => undefined, 1_000);
    if (end === "releases") setTimeout(release, 300);
  } catch (error) {
    process.stdout.write(`lost ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

main();
