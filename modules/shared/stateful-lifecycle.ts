import type { TerraformMetaArguments } from "cdktf";
import { defaultOf } from "../../model/environment/environment-defaults";
import type { RemovalPolicy } from "../../model/environment/removal-policy";

/** Terraform's protection of resources with data, to be spread into the arguments of a resource. */
export function statefulLifecycle(
  removalPolicy: RemovalPolicy = defaultOf("removalPolicy"),
): Pick<TerraformMetaArguments, "lifecycle"> {
  return removalPolicy === "retain" ? { lifecycle: { preventDestroy: true } } : {};
}
