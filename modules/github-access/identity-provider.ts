import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { gitHubIssuer } from "../../model/environment/settings/github-settings";
import type { GitHubSettings } from "../../model/environment/settings/github-settings";
import { globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** Properties of GitHub's identity provider. */
export interface IdentityProviderProps extends AwsLocation {
  readonly mode: Required<GitHubSettings>["identityProvider"];
}

/** Audience of GitHub's identity tokens. */
export const audience = "sts.amazonaws.com";

/**
 * GitHub as an OIDC identity provider of the account. AWS trusts GitHub's certificate authority, so no thumbprint is needed.
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
