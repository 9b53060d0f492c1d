import tearDownRun from "../test-run/tear-down";
import { stopBackend } from "./set-up";

/** Global tear-down of the tests on Trino. */
export default async function tearDown(): Promise<void> {
  try {
    await stopBackend();
  } finally {
    tearDownRun();
  }
}
