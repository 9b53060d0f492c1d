import { isRecord } from "../../../errors/is-record";
import { ownValue } from "../../../formats/own-value";
import type { ResourceChange } from "../../terraform/plan/terraform-plan";

/** What happens to a resource; `unknown` are actions that this review does not know. */
export type ChangeKind =
  "create" | "update" | "replace" | "delete" | "forget" | "import" | "move" | "unknown";

/**
 * Actions of a change, joined; a replacement whose old resource is not destroyed but forgotten leaves it in AWS.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
 */
const kinds: Readonly<Record<string, ChangeKind>> = {
  create: "create",
  update: "update",
  delete: "delete",
  "delete,create": "replace",
  "create,delete": "replace",
  forget: "forget",
  "create,forget": "forget",
};

/** What a plan does to a resource; undefined for nothing, and for reading a data source. */
export function changeKindOf(resource: ResourceChange): ChangeKind | undefined {
  const { actions } = resource.change;
  const joined = actions.join();
  if (joined === "no-op") {
    return isImported(resource) ? "import" : isMoved(resource) ? "move" : undefined;
  }
  if (joined === "read") return undefined;
  return ownValue(kinds, joined) ?? "unknown";
}

/** Whether a resource that exists is taken into the state. */
export function isImported({ change: { importing } }: ResourceChange): boolean {
  return isRecord(importing);
}

/** Whether a resource has another address than before. */
export function isMoved({ address, previous_address }: ResourceChange): boolean {
  return previous_address !== undefined && previous_address !== address;
}
