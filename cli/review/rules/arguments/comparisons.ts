import { isEmptyValue, sameValue } from "../../changes/same-value";
import type { FindingLevel } from "../review-rule";

/** What is said of an argument that weakens. */
export interface Weakening {
  /** For example `lowers`; the name of the argument follows. */
  readonly verb: string;
  /** For example `from 168 to 24`; not shown where a side is sensitive. */
  readonly values?: string;
  /** @default - the level of the rule */
  readonly level?: FindingLevel;
}

/**
 * Compares the values of an argument before and after, from every block on the way to it; nothing for what is unset.
 * Undefined if the change weakens nothing.
 */
export type Comparison = (
  before: readonly unknown[],
  after: readonly unknown[],
) => Weakening | undefined;

/** How numbers compare. */
export interface NumberOptions {
  /** The service's value for an argument that is not set. @default - removing the argument weakens, setting it does not */
  readonly unset?: number;
  /** The number that stands for no limit. @default - none */
  readonly unlimited?: number;
}

/** A number falls: a retention period, a count of copies. */
export function lowered(options: NumberOptions = {}): Comparison {
  return numbers(options, "lowers", (before, after) => after < before, Math.min);
}

/** A number rises: a threshold, the time between rotations. */
export function raised(options: NumberOptions = {}): Comparison {
  return numbers(options, "raises", (before, after) => after > before, Math.max);
}

/** A comparison whose weakening deletes what is there already, for example what is older than a new period. */
export function deleting(comparison: Comparison): Comparison {
  return (before, after) => {
    const found = comparison(before, after);
    return found === undefined ? undefined : { ...found, level: "destroys data" };
  };
}

/** It moves towards the end of a list of values, from the best to the worst. */
export function worsens(...ordered: readonly string[]): Comparison {
  const rank = (values: readonly unknown[]) =>
    Math.max(...values.map((each) => ordered.indexOf(String(each))));
  return (before, after) =>
    before.length > 0 && (after.length === 0 || rank(after) > rank(before))
      ? { verb: "changes", values: fromTo(before, after) }
      : undefined;
}

/** A setting is no longer on: `true`, `Enabled`, `ACTIVE` and their like. An unset one is `unset`. */
export function turnedOff(unset: "on" | "off" = "off"): Comparison {
  return (before, after) =>
    count(before, unset) > count(after, unset) ? { verb: "turns off" } : undefined;
}

/** A setting that takes away a protection is on, and was not. An unset one is `unset`. */
export function turnedOn(unset: "on" | "off" = "off"): Comparison {
  return (before, after) =>
    count(after, unset) > count(before, unset) ? { verb: "turns on" } : undefined;
}

/** It was one of some values, and is none of them any more. */
export function leaves(...values: readonly string[]): Comparison {
  return (before, after) =>
    before.some((each) => isOneOf(values, each)) && !after.every((each) => isOneOf(values, each))
      ? { verb: "changes", values: fromTo(before, after) }
      : before.some((each) => isOneOf(values, each)) && after.length < before.length
        ? { verb: "removes" }
        : undefined;
}

/** It is one of some values, and was not. */
export function becomes(...values: readonly string[]): Comparison {
  return (before, after) =>
    after.some((each) => isOneOf(values, each)) && !before.some((each) => isOneOf(values, each))
      ? { verb: "changes", values: fromTo(before, after) }
      : undefined;
}

/** It was set, and changes or is removed; or, with `orSet`, is set where it was not. */
export function redirected(orSet: "or set" | "" = ""): Comparison {
  return (before, after) => {
    if (sameValue(before, after)) return undefined;
    if (before.length === 0 && orSet === "") return undefined;
    return { verb: after.length === 0 ? "removes" : before.length === 0 ? "sets" : "changes" };
  };
}

/** It differs, however. */
export const changed: Comparison = redirected("or set");

/** An element is removed: a target, an action, a kind of log. What is added weakens nothing. */
export const losesElements: Comparison = (before, after) => {
  const kept = new Set(after.map((each) => JSON.stringify(each)));
  const lost = before.filter((each) => !isEmptyValue(each) && !kept.has(JSON.stringify(each)));
  if (lost.length === 0) return undefined;
  return after.length === 0
    ? { verb: "removes" }
    : { verb: "removes from", values: `(${lost.map(shown).join(", ")})` };
};

/** An element is added: an exception, a suppression. */
export const gainsElements: Comparison = (before, after) =>
  losesElements(after, before) === undefined ? undefined : { verb: "adds to" };

function numbers(
  { unset, unlimited }: NumberOptions,
  verb: string,
  weakens: (before: number, after: number) => boolean,
  combine: (...values: number[]) => number,
): Comparison {
  const read = (values: readonly unknown[]) => {
    const found = values.flatMap((each) => {
      const parsed = typeof each === "string" && each !== "" ? Number(each) : each;
      if (typeof parsed !== "number" || Number.isNaN(parsed)) return [];
      return [parsed === unlimited ? Number.POSITIVE_INFINITY : parsed];
    });
    if (found.length > 0) return combine(...found);
    return unset === unlimited && unset !== undefined ? Number.POSITIVE_INFINITY : unset;
  };
  return (before, after) => {
    const [was, is] = [read(before), read(after)];
    if (was === undefined) return undefined;
    if (is === undefined) return { verb: "removes" };
    return weakens(was, is)
      ? { verb, values: `from ${numberText(was)} to ${numberText(is)}` }
      : undefined;
  };
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : "unlimited";
}

const ON = /^(true|on|enabled?|active|block|always|1)$/i;

function count(values: readonly unknown[], unset: "on" | "off"): number {
  if (values.length === 0) return unset === "on" ? 1 : 0;
  return values.filter((each) => ON.test(String(each))).length;
}

function isOneOf(values: readonly string[], value: unknown): boolean {
  return values.some((each) => each.toLowerCase() === String(value).toLowerCase());
}

function fromTo(before: readonly unknown[], after: readonly unknown[]): string {
  return `from ${before.map(shown).join(", ") || "unset"} to ${after.map(shown).join(", ") || "unset"}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
