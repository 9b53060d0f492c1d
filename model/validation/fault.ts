import { printable } from "../../errors/printable";
import { isWithin } from "./service-limits";
import type { Limit } from "./service-limits";

/** A value in `config/` that can't work. */
export interface Fault {
  /** Where the value is, for example `environments.dev.stream.retentionHours`. */
  readonly path: string;
  readonly wrong: string;
  readonly received: unknown;
  readonly allowed: string;
  /** What to do. */
  readonly remedy: string;
}

/** What to do about most faults. */
export const editEnvironments = "Change it in config/environments.ts.";

/** A fault as one line. */
export function faultLine({ path, wrong, received, allowed, remedy }: Fault): string {
  return printable(
    `${path} ${wrong}: received ${show(received)}, allowed is ${allowed}. ${remedy}`,
  );
}

/** Refuses anything but a whole number within a limit; `undefined` is left to the default. */
export function checkNumber(path: string, value: unknown, limit: Limit): Fault[] {
  if (value === undefined || (typeof value === "number" && isWithin(limit, value))) return [];
  return [
    {
      path,
      wrong: typeof value === "number" ? "is out of range" : "is not a number",
      received: value,
      allowed: `a whole number from ${limit.min} to ${limit.max}${limit.unit && ` ${limit.unit}`}`,
      remedy: editEnvironments,
    },
  ];
}

/** Refuses anything but one of a few values; `undefined` is left to the default. */
export function checkOneOf(
  path: string,
  value: unknown,
  choices: readonly (string | number | boolean)[],
  remedy = editEnvironments,
): Fault[] {
  if (value === undefined || choices.some((choice) => choice === value)) return [];
  return [
    {
      path,
      wrong: "is unknown",
      received: value,
      allowed: `one of ${choices.map(show).join(", ")}`,
      remedy,
    },
  ];
}

/** Refuses anything but text of a form. */
export function checkText(
  path: string,
  value: unknown,
  form: { readonly pattern: RegExp; readonly allowed: string; readonly remedy?: string },
): Fault[] {
  if (typeof value === "string" && form.pattern.test(value)) return [];
  return [
    {
      path,
      wrong: value === undefined ? "is missing" : "has a wrong form",
      received: value,
      allowed: form.allowed,
      remedy: form.remedy ?? editEnvironments,
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
