import { InvalidArgumentError, Option } from "commander";
import { BLOCKED_PORTS, DEFAULT_PORT } from "../../local/lifecycle/emulator-options";
import { sqlEngines } from "../../model/environment/settings/emulator-settings";

/** `--port`, for commands that start the embedded AWS. */
export function portOption(): Option {
  return new Option(
    "--port <number>",
    `port of the embedded AWS on 127.0.0.1 (default: that of the last time, at first ${DEFAULT_PORT})`,
  ).argParser(parsePort);
}

function parsePort(text: string): number {
  const port = wholeNumber(1, 65_535)(text);
  if (!BLOCKED_PORTS.has(port)) return port;
  throw new InvalidArgumentError(
    `It belongs to another protocol, and Node.js and browsers refuse to call it: choose another, such as ${DEFAULT_PORT}.`,
  );
}

/** `--sql-engine`, for `lake up`. */
export function sqlEngineOption(): Option {
  return new Option(
    "--sql-engine <engine>",
    "what answers queries (default: sqlEngine of the local environment, duckdb)",
  ).choices(sqlEngines);
}

const ENVIRONMENT = "environment in config/environments.ts";

/** `--env`, for commands that work with a deployed lake, or check what it needs: by default that of this machine. */
export function environmentOption(): Option {
  return new Option("--env <environment>", ENVIRONMENT).default("local");
}

/** `--env`, for commands that make, change, judge or destroy what an account has: no environment is meant unless named. */
export function requiredEnvironmentOption(): Option {
  return new Option("--env <environment>", `${ENVIRONMENT} (required)`).makeOptionMandatory();
}

/** @param defaultText what the command takes without the option */
export function datasetOption(defaultText: string): Option {
  return new Option("--dataset <dataset>", `dataset in config/datasets/ (default: ${defaultText})`);
}

/** Collects the values of an option that may be given several times. */
export function repeatable(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** Parses a whole number; both bounds are included. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Parses a number that may have a fraction; the bound is included. */
export function decimalNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?(e\d+)?$/.test(text) && Number.isFinite(value) && value >= minimum) {
      return value;
    }
    throw new InvalidArgumentError(`Expected a number of at least ${minimum}.`);
  };
}
