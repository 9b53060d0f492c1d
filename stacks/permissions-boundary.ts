import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { IAspect } from "cdktf";
import type { IConstruct } from "constructs";

/** Bounds every role below it, whichever module makes it. */
export class PermissionsBoundary implements IAspect {
  /** @param policyArn ARN of the managed policy that bounds */
  constructor(private readonly policyArn: string) {}

  visit(construct: IConstruct): void {
    if (construct instanceof IamRole) construct.permissionsBoundary = this.policyArn;
  }
}
