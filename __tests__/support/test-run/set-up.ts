import { makeRunFolder } from "./run-folder";

/**
 * Global set-up of Jest, before any worker is started: this process and all its children use the folder of the run for temporary
 * files.
 */
export default function setUp(): void {
  const folder = makeRunFolder();
  process.env["LAKE_TEST_RUN"] = folder;
  process.env["TMPDIR"] = folder;
}
