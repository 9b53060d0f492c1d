import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../local/runtime/free-port";
import { projectFolder } from "../../local/runtime/lake-home";
import { runCommand } from "../harness/timed-command";
import { figure } from "../harness/benchmark-result";
import type { Figure } from "../harness/benchmark-result";

const UNIT_SECONDS = 30;

/** The unit tests, as a whole command. */
export async function measureUnitTests(): Promise<Figure> {
  const { milliseconds } = await runCommand({ program: "npm", args: ["run", "test:unit"] });
  return figure({
    what: "npm run test:unit",
    against: "its limit",
    measured: milliseconds / 1000,
    unit: "s",
    bound: { atMost: UNIT_SECONDS },
  });
}

/** The demo as a whole, beside the one `terraform apply` in it. */
export async function measureDemo(): Promise<Figure> {
  const { milliseconds, stderr } = await runCommand({
    program: process.execPath,
    args: [path.join(projectFolder, "cli", "lake.mjs"), "demo", "--port", String(await freePort())],
    environment: { LAKE_HOME: mkdtempSync(path.join(tmpdir(), "bench-demo-")) },
  });
  const [, seconds] = /Apply the stack \(([\d.]+) s\)/.exec(stderr) ?? [];
  return figure({
    what: "npm run demo",
    against: "terraform apply of the same resources, in the same run",
    measured: milliseconds / 1000,
    peer: Number(seconds),
    unit: "s",
    bound: { atMost: 1.3 },
  });
}
