import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";

/** Permissions of a deployment for the roles of the lake's services. */
export interface RolePermissions {
  /** Permissions boundary that every role of the lake must have, and that a deployment can't remove. */
  readonly boundaryArn: string;
  /** Whether a deployment creates roles: then it also sets their trust policies, which no IAM condition can restrict. */
  readonly createsRoles: boolean;
}

/**
 * Permissions of a deployment to change roles, and to pass them to their services.
 *
 * IAM has no condition on the content of a trust policy: with `iam:UpdateAssumeRolePolicy`, or with `iam:CreateRole` alone, a
 * deployment could give access to anybody.
 */
export function roleStatements(lake: LakeArns, roles: RolePermissions): PolicyStatement[] {
  return [
    {
      sid: "WriteBoundedRoles",
      actions: [
        ...(roles.createsRoles ? ["iam:CreateRole"] : []),
        "iam:PutRolePolicy",
        // For roles that existed before the boundary. No statement allows its removal.
        "iam:PutRolePermissionsBoundary",
      ],
      resources: lake.roles,
      condition: [
        {
          test: "StringEquals",
          variable: "iam:PermissionsBoundary",
          values: [roles.boundaryArn],
        },
      ],
    },
    {
      sid: "ManageRoles",
      actions: [
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:ListInstanceProfilesForRole",
        "iam:TagRole",
        "iam:UntagRole",
        "iam:UpdateRoleDescription",
      ],
      resources: lake.roles,
    },
    ...lake.rolesByService.map(({ kind, service, arns }) => ({
      sid: `Pass${kind[0]?.toUpperCase()}${kind.slice(1)}Role`,
      actions: ["iam:PassRole"],
      resources: arns,
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: [service] }],
    })),
  ];
}
