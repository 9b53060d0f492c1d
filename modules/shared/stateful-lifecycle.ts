import type { TerraformMetaArguments } from "cdktf";
import type { RemovalPolicy } from "../../model/environment/removal-policy";

/** Terraform's own guard of what can't be made again once it is gone, to spread into a resource's arguments. */
export function statefulLifecycle(
  removalPolicy: RemovalPolicy = "retain",
): Pick<TerraformMetaArguments, "lifecycle"> {
  return removalPolicy === "retain" ? { lifecycle: { preventDestroy: true } } : {};
}
