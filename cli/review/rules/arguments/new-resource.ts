import { refersTo } from "../../../terraform/plan/terraform-resource";
import type { ReviewedChange, ReviewedPlan } from "../../plan/reviewed-plan";
import { isUnknownAt } from "../../plan/values-at";

/**
 * Whether a setting is of a resource that the plan creates: then it takes nothing away. What exists has a name that a plan
 * knows; a name that is known only after apply is of a resource that the plan creates.
 *
 * @param argument that names the resource, for example `bucket`
 * @param owner type of that resource
 */
export function isNewResource(
  { changes }: ReviewedPlan,
  { after, unknown }: ReviewedChange,
  argument: string,
  owner: string,
): boolean {
  const created = changes.filter(({ type, kind }) => type === owner && kind === "create");
  if (isUnknownAt(unknown, argument)) return created.length > 0;
  const value = after?.[argument];
  return created.some(
    ({ type, address, after: values }) =>
      typeof value === "string" && refersTo(value, { address, type, values: values ?? {} }),
  );
}
