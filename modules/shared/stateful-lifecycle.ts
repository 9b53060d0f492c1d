import type { TerraformResourceLifecycle } from "cdktf";
import type { RemovalPolicy } from "../../model/environment/removal-policy";

/** Terraform's own guard of what can't be made again once it is gone. */
export function statefulLifecycle(
  removalPolicy: RemovalPolicy = "retain",
): TerraformResourceLifecycle | undefined {
  return removalPolicy === "retain" ? { preventDestroy: true } : undefined;
}
