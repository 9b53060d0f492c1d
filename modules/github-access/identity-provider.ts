import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { gitHubIssuer } from "../../model/environment/settings/github-settings";
import type { GitHubSettings } from "../../model/environment/settings/github-settings";
import { globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** The account's trust in GitHub. */
export interface IdentityProviderProps extends AwsLocation {
  readonly mode: Required<GitHubSettings>["identityProvider"];
}

/** For whom GitHub's identity tokens are made out. */
export const audience = "sts.amazonaws.com";

/**
 * GitHub as an identity provider of the account. AWS knows GitHub's certificate authority, so no thumbprint is given.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 *
 * @example
 * const provider = new lake.IdentityProvider(stack, "github", { ...location, mode: "existing" });
 */
export class IdentityProvider extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: IdentityProviderProps) {
    super(scope, id);
    this.arn =
      props.mode === "create"
        ? new IamOpenidConnectProvider(this, "Default", {
            url: `https://${gitHubIssuer}`,
            clientIdList: [audience],
          }).arn
        : globalArn(props, "iam", `oidc-provider/${gitHubIssuer}`);
  }
}
