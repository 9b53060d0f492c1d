import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findChromium, startChromium } from "../../../__tests__/local/gateway/support/chromium";
import { freePort } from "../../../local/processes/free-port";
import { projectFolder } from "../../../local/home/lake-home";
import { benchmarkResult } from "../../harness/benchmark-result";
import type { BenchmarkResult } from "../../harness/benchmark-result";
import { median } from "../../harness/median";
import { runCommand } from "../../harness/timed-command";

const MAXIMUM_SECONDS = 1;
const PROGRAM = path.join(projectFolder, "cli", "lake.mjs");

/**
 * Measures the first view of the console: from the address, in a browser that has nothing of it, to the drawn pipeline of a
 * lake that is deployed.
 *
 * @throws Error if there is no Chromium
 */
export async function measureConsole(rounds: number): Promise<BenchmarkResult> {
  const chromium = findChromium();
  if (chromium === undefined) throw new Error("There is no Chromium here");
  const home = mkdtempSync(path.join(tmpdir(), "bench-console-"));
  const environment = { LAKE_HOME: home };
  const lake = (...args: string[]) =>
    runCommand({ program: process.execPath, args: [PROGRAM, ...args], environment });
  try {
    await lake("up", "--port", String(await freePort()));
    const seconds = await timeFirstViews(chromium, { ...process.env, ...environment }, rounds);
    return benchmarkResult({
      name: "first view of npx lake console",
      measured: median(seconds),
      unit: "s",
      limit: { atMost: MAXIMUM_SECONDS },
    });
  } finally {
    await lake("down", "--delete", "--yes");
    rmSync(home, { recursive: true, force: true });
  }
}

async function timeFirstViews(
  chromium: string,
  env: NodeJS.ProcessEnv,
  rounds: number,
): Promise<number[]> {
  const program = spawn(process.execPath, [PROGRAM, "console", "--json"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const browser = await startChromium(chromium, "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
  try {
    const address = await addressPrinted(program.stdout);
    const seconds: number[] = [];
    // The first one fills the caches of the program, not of the browser.
    for (let round = 0; round <= rounds; round += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      const began = performance.now();
      await page.goto(address);
      await page.getByRole("img", { name: /^Producers/ }).waitFor();
      if (round > 0) seconds.push((performance.now() - began) / 1000);
      await context.close();
    }
    return seconds;
  } finally {
    await browser.close();
    program.kill("SIGINT");
  }
}

/** @throws Error if the command ends without it */
async function addressPrinted(output: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of output) {
    text += String(chunk);
    const [, address] = /"address": "([^"]+)"/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`lake console printed no address: ${text}`);
}
