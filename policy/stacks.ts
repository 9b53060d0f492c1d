import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { record } from "./record";

/** A resource or data source of a stack. */
export interface StackElement {
  readonly kind: "resource" | "data";
  /** For example `aws_kinesis_stream`. */
  readonly type: string;
  readonly name: string;
}

/** A stack that is scanned, and its elements. */
export interface ScannedStack {
  /** Also the name of its folder, by which findings are assigned to it. */
  readonly name: string;
  readonly elements: readonly StackElement[];
}

/** The file that CDKTF writes for each stack. */
const STACK_FILE = "cdk.tf.json";

/**
 * Copies synthesized stacks for checkov, without `terraform.required_version`: checkov 3.3 can't parse a JSON
 * configuration with this string; it then reports no finding and exits with 0.
 *
 * @param from folder with one subfolder for each stack
 * @param to folder for the copies, with the same layout
 * @returns the stacks, sorted by name; empty if nothing was synthesized
 */
export function copyStacks(from: string, to: string): readonly ScannedStack[] {
  if (!existsSync(from)) return [];
  return readdirSync(from)
    .sort()
    .filter((name) => existsSync(path.join(from, name, STACK_FILE)))
    .map((name) => {
      const stack = record(JSON.parse(readFileSync(path.join(from, name, STACK_FILE), "utf8")));
      const terraform = Object.fromEntries(
        Object.entries(record(stack.terraform)).filter(([key]) => key !== "required_version"),
      );
      mkdirSync(path.join(to, name), { recursive: true });
      const copy = JSON.stringify({ ...stack, terraform }, null, 2);
      writeFileSync(path.join(to, name, STACK_FILE), copy);
      return { name, elements: [...elements(stack, "resource"), ...elements(stack, "data")] };
    });
}

function elements(
  stack: Readonly<Record<string, unknown>>,
  kind: StackElement["kind"],
): readonly StackElement[] {
  return Object.entries(record(stack[kind])).flatMap(([type, named]) =>
    Object.keys(record(named)).map((name) => ({ kind, type, name })),
  );
}
