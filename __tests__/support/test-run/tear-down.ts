import { endAll, processesOf } from "./leftover-processes";
import { removeRunFolder } from "./run-folder";

/**
 * Global tear-down of Jest: a run leaves no process and no file behind, whatever the result of its tests.
 */
export default function tearDown(): void {
  const runFolder = process.env["LAKE_TEST_RUN"];
  if (runFolder === undefined) return;
  const leftovers = processesOf(runFolder);
  endAll(leftovers);
  for (const { pid, command } of leftovers) {
    process.stderr.write(`A test left a process behind, which was ended: ${pid} ${command}\n`);
  }
  removeRunFolder(runFolder);
}
