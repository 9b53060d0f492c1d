import { isRecord } from "../../../errors/is-record";
import { moduleOf } from "../../terraform/plan/resource-address";
import type { ReviewedChange, ReviewedPlan } from "./reviewed-plan";

/** Attributes by which resources name each other. */
const NAMES = ["name", "arn", "id", "bucket", "url", "function_name", "key_id", "identifier"];

/** Whether a plan creates the resource that has this name, ARN, id or URL. */
export function isCreatedHere({ changes }: ReviewedPlan, name: string): boolean {
  return changes.some(
    ({ kind, after }) =>
      (kind === "create" || kind === "replace") && NAMES.some((each) => after?.[each] === name),
  );
}

/**
 * Addresses of the resources, and of the data sources, that an argument refers to in the configuration; empty if the plan has
 * no configuration of it.
 */
export function referencedAddresses(change: ReviewedChange, argument: string): string[] {
  const module = moduleOf(change.address);
  const references = referencesIn(change.expressions?.[argument.split(".")[0] ?? ""]);
  return [
    ...new Set(
      references.flatMap((each) => {
        const local = /^(?:data\.)?[a-z][a-z0-9_]*_[a-z0-9_]+\.[A-Za-z_][\w-]*/.exec(each)?.[0];
        return local === undefined ? [] : [module + local];
      }),
    ),
  ];
}

function referencesIn(expression: unknown): string[] {
  if (Array.isArray(expression)) return expression.flatMap(referencesIn);
  if (!isRecord(expression)) return [];
  const { references } = expression;
  return Array.isArray(references)
    ? references.filter((each) => typeof each === "string")
    : Object.values(expression).flatMap(referencesIn);
}
