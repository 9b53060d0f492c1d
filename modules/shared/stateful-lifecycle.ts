import type { TerraformMetaArguments } from "cdktf";
import type { RemovalPolicy } from "../../model/environment/removal-policy";

/** Terraform's protection of resources with data, to be spread into the arguments of a resource. */
export function statefulLifecycle(
  removalPolicy: RemovalPolicy = "retain",
): Pick<TerraformMetaArguments, "lifecycle"> {
  return removalPolicy === "retain" ? { lifecycle: { preventDestroy: true } } : {};
}
