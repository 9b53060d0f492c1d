import path from "node:path";
import { Emulator } from "../../../local/emulator";

/**
 * An embedded AWS in a process of its own, so that a test can kill it. Arguments: the Python with moto, and its folder. It prints
 * its endpoint's URL when it is ready.
 */
async function main([motoPython = "", folder = ""]: string[]): Promise<void> {
  const emulator = new Emulator({
    port: 0,
    motoPython,
    stateFolder: path.join(folder, "state"),
    scratchFolder: path.join(folder, "scratch"),
    log: { info: () => undefined, error: (part, line) => console.error(`${part}: ${line}`) },
    onFailure: (reason) => {
      console.error(reason);
      process.exit(1);
    },
    identity: {},
  });
  // Its parent keeps its standard input open, so that it exits even when a test is killed.
  process.stdin.resume().once("end", () => process.exit(0));
  console.log(await emulator.start());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
