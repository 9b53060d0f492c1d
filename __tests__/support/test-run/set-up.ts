import { makeRunFolder } from "./run-folder";

/**
 * Jest's global set-up, before any worker is started: this process and every one that it starts put their temporary
 * files into the folder of the run.
 */
export default function setUp(): void {
  const folder = makeRunFolder();
  process.env["LAKE_TEST_RUN"] = folder;
  process.env["TMPDIR"] = folder;
}
