import { printable } from "../../errors/printable";
import { isWithin } from "./service-limits";
import type { Limit } from "./service-limits";

/** A value in `config/` that can't work. */
export interface ConfigViolation {
  /** Where the value is, for example `environments.dev.stream.retentionHours`. */
  readonly path: string;
  readonly problem: string;
  readonly received: unknown;
  readonly expected: string;
  /** What to do. */
  readonly fix: string;
}

/** What to do about most violations. */
export const editEnvironments = "Change it in config/environments.ts.";

/** A violation as one line. */
export function violationLine({ path, problem, received, expected, fix }: ConfigViolation): string {
  return printable(
    `${path} ${problem}: received ${show(received)}, allowed is ${expected}. ${fix}`,
  );
}

/** Refuses anything but a whole number within a limit; `undefined` is left to the default. */
export function checkNumber(path: string, value: unknown, limit: Limit): ConfigViolation[] {
  if (value === undefined || (typeof value === "number" && isWithin(limit, value))) return [];
  return [
    {
      path,
      problem: typeof value === "number" ? "is out of range" : "is not a number",
      received: value,
      expected: `a whole number from ${limit.min} to ${limit.max}${limit.unit && ` ${limit.unit}`}`,
      fix: editEnvironments,
    },
  ];
}

/** Refuses anything but one of a few values; `undefined` is left to the default. */
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

/** Refuses anything but text of a form. */
export function checkText(
  path: string,
  value: unknown,
  form: { readonly pattern: RegExp; readonly expected: string; readonly fix?: string },
): ConfigViolation[] {
  if (typeof value === "string" && form.pattern.test(value)) return [];
  return [
    {
      path,
      problem: value === undefined ? "is missing" : "has a wrong form",
      received: value,
      expected: form.expected,
      fix: form.fix ?? editEnvironments,
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
    // A bigint, or a value that holds itself, has no JSON.
  }
  if (shown === undefined) return `a value of type ${typeof value}`;
  return shown.length > SHOWN_CHARACTERS ? `${shown.slice(0, SHOWN_CHARACTERS)}…` : shown;
}
