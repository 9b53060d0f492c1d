import { printable } from "../../errors/printable";
import { isWithin } from "./service-limits";
import type { Limit } from "./service-limits";

/** An invalid value in `config/`. */
export interface ConfigViolation {
  /** Path of the value, for example `environments.dev.stream.retentionHours`. */
  readonly path: string;
  readonly problem: string;
  readonly received: unknown;
  readonly expected: string;
  /** How to fix it. */
  readonly fix: string;
}

/** How to fix most violations. */
export const editEnvironments = "Change it in config/environments.ts.";

/** A violation as one line. */
export function violationLine({ path, problem, received, expected, fix }: ConfigViolation): string {
  return printable(`${path} ${problem}: received ${show(received)}, expected ${expected}. ${fix}`);
}

/** Rejects anything but an integer within a limit; `undefined` gets the default. */
export function checkNumber(path: string, value: unknown, limit: Limit): ConfigViolation[] {
  if (value === undefined || (typeof value === "number" && isWithin(limit, value))) return [];
  return [
    {
      path,
      problem: typeof value === "number" ? "is out of range" : "is not a number",
      received: value,
      expected: `an integer from ${limit.min} to ${limit.max}${limit.unit && ` ${limit.unit}`}`,
      fix: editEnvironments,
    },
  ];
}

/** Rejects anything but one of the given values; `undefined` gets the default. */
export function checkOneOf(
  path: string,
  value: unknown,
  choices: readonly (string | number | boolean)[],
  fix = editEnvironments,
): ConfigViolation[] {
  if (value === undefined || choices.some((choice) => choice === value)) return [];
  return [
    {
      path,
      problem: "is unknown",
      received: value,
      expected: `one of ${choices.map(show).join(", ")}`,
      fix,
    },
  ];
}

/** Rejects anything but one of the given values; the value is required. */
export function checkChoice(
  path: string,
  value: unknown,
  choices: readonly string[],
): ConfigViolation[] {
  if (value !== undefined) return checkOneOf(path, value, choices);
  return [
    {
      path,
      problem: "is missing",
      received: value,
      expected: `one of ${choices.map(show).join(", ")}`,
      fix: editEnvironments,
    },
  ];
}

/** Rejects anything but text that matches a pattern. */
export function checkText(
  path: string,
  value: unknown,
  format: { readonly pattern: RegExp; readonly expected: string; readonly fix?: string },
): ConfigViolation[] {
  if (typeof value === "string" && format.pattern.test(value)) return [];
  return [
    {
      path,
      problem: value === undefined ? "is missing" : "has an invalid format",
      received: value,
      expected: format.expected,
      fix: format.fix ?? editEnvironments,
    },
  ];
}

const SHOWN_CHARACTERS = 200;

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  let shown: string | undefined;
  try {
    shown = JSON.stringify(value);
  } catch {
    // A bigint or a circular value has no JSON.
  }
  if (shown === undefined) return `a value of type ${typeof value}`;
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
}
