import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import type { Browser } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Set if the browser is required, as in the project's own checks. */
export const REQUIRE_CHROMIUM = "REQUIRE_CHROMIUM";

/**
 * Finds the browser: `CHROMIUM_PATH`, otherwise the first of the usual names on `PATH`.
 *
 * @throws Error if there is none although `REQUIRE_CHROMIUM` is set
 */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates =
    named === undefined
      ? NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
      : [named];
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined && (process.env[REQUIRE_CHROMIUM] ?? "") !== "") {
    throw new Error(
      `${REQUIRE_CHROMIUM} is set, but there is no ${named ?? NAMES.join(", ")}: install Chromium, or name it in CHROMIUM_PATH.`,
    );
  }
  return found;
}

/**
 * Starts the browser with a temporary profile.
 *
 * @param resolverRules value of its switch `--host-resolver-rules`
 */
export function startChromium(executablePath: string, resolverRules: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    // Its sandbox does not work as root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Newer browsers ask before a public page calls the machine. Not all do, so no test may depend on it.
      "--disable-features=LocalNetworkAccessChecks",
      `--host-resolver-rules=${resolverRules}`,
    ],
  });
}
