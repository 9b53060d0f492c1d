import { lockHome } from "../../../../local/home/home-lock";
import { lakeHome } from "../../../../local/home/lake-home";

/**
 * A process that takes the lock of a home (first argument) at a moment (second, milliseconds), says `got` or `lost`, and
 * ends in the way that the third argument names: `releases`, `exits` or `stays`.
 */
function main(): void {
  const [, , home = "", moment = "0", end = "releases"] = process.argv;
  while (Date.now() < Number(moment)) {
    // All of them at once, closer than a timer would be.
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
