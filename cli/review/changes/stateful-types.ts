import type { Values } from "../../terraform/plan/terraform-plan";
import { holdingOf, withValues } from "../rules/data-loss/holdings-of";

/** What is lost with a resource. */
export interface Loss {
  /** Data can't be recovered; metadata can be created again; `unknown` may be either. */
  readonly kind: "data" | "metadata" | "unknown";
  readonly what: string;
}

/** What is lost when a resource is destroyed; undefined for a type without state, or one that is not classified. */
export function lossOf(type: string, values: Values | null): Loss | undefined {
  const holding = holdingOf(type);
  if (holding?.what === undefined || holding.kind === "nothing") return undefined;
  const what = withValues(holding.what, values ?? {});
  return { kind: holding.kind, what: `${what}${refusal(type, values ?? {})}` };
}

/** What AWS deletes only where the configuration asks for it. */
function refusal(type: string, { force_destroy }: Values): string {
  return type === "aws_s3_bucket" && force_destroy !== true
    ? "; AWS refuses while the bucket is not empty"
    : "";
}
