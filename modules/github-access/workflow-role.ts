import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { gitHubIssuer } from "../../model/environment/settings/github-settings";
import { PolicyDocument } from "../shared/policy-document";
import type { PolicyStatement } from "../shared/policy-statement";
import { audience } from "./identity-provider";
import type { IIdentityProvider } from "./identity-provider";
import { checkPolicySize } from "./policy-size";

/** Properties of a role that workflows assume. */
export interface WorkflowRoleProps {
  readonly roleName: string;
  readonly description: string;
  /** GitHub's identity provider in the account. */
  readonly provider: IIdentityProvider;
  /**
   * Accepted `sub` claims, exactly as GitHub issues them: `repo:my-company/data-lake:environment:prod`.
   *
   * @see https://docs.github.com/en/actions/reference/security/oidc
   */
  readonly subjects: readonly string[];
  /** Statements of the role's policies, by purpose. */
  readonly policies: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/** Lifetime of credentials in seconds: longer than a deployment takes. */
const sessionSeconds = 3600;

/**
 * Role that gives workflows of one repository credentials for an hour, without long-lived keys.
 *
 * @example
 * new lake.WorkflowRole(stack, "publish_role", {
 *   roleName: "shop-publish",
 *   description: "Publishes the catalog of datasets from the branch main.",
 *   provider: new lake.IdentityProvider(stack, "github", { ...location, mode: "existing" }),
 *   subjects: ["repo:shop/data-lake:ref:refs/heads/main"],
 *   policies: {
 *     catalog: [
 *       {
 *         sid: "ReadDatabase",
 *         actions: ["glue:GetDatabase", "glue:GetTables"],
 *         resources: database.policyArns("*"),
 *       },
 *     ],
 *   },
 * });
 */
export class WorkflowRole extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: WorkflowRoleProps) {
    super(scope, id);
    const trust = new DataAwsIamPolicyDocument(this, "trust", {
      statement: [
        {
          sid: "AllowWorkflows",
          actions: ["sts:AssumeRoleWithWebIdentity"],
          principals: [{ type: "Federated", identifiers: [props.provider.arn] }],
          condition: [
            { test: "StringEquals", variable: `${gitHubIssuer}:aud`, values: [audience] },
            { test: "StringEquals", variable: `${gitHubIssuer}:sub`, values: [...props.subjects] },
          ],
        },
      ],
    });
    const role = new IamRole(this, "Default", {
      name: props.roleName,
      description: props.description,
      assumeRolePolicy: trust.json,
      maxSessionDuration: sessionSeconds,
    });
    for (const [policy, statements] of Object.entries(props.policies)) {
      this.node.addValidation({ validate: () => checkPolicySize(policy, statements) });
      const document = new PolicyDocument(this, `${policy}_permissions`, statements);
      const { arn } = new IamPolicy(this, `${policy}_policy`, {
        name: `${props.roleName}-${policy}`,
        policy: document.minifiedJson,
      });
      new IamRolePolicyAttachment(this, `${policy}_attachment`, {
        role: role.name,
        policyArn: arn,
      });
    }
    this.arn = role.arn;
  }
}
