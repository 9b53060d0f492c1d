import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Construct } from "constructs";
import { defaultOf } from "../../model/environment/environment-defaults";
import { gitHubIssuer } from "../../model/environment/settings/github-settings";
import type { GitHubSettings } from "../../model/environment/settings/github-settings";
import { globalArn } from "../shared/aws-arn";
import type { AwsLocation } from "../shared/aws-arn";

/** An OIDC identity provider for GitHub, created here or elsewhere. */
export interface IIdentityProvider {
  readonly arn: string;
}

/** Properties of GitHub's identity provider. */
export interface IdentityProviderProps extends AwsLocation {
  /**
   * Whether the provider is created, or is that of the account; an account can have only one.
   *
   * @default "create"
   */
  readonly mode?: Required<GitHubSettings>["identityProvider"];
}

/** Audience of GitHub's identity tokens. */
export const audience = "sts.amazonaws.com";

/**
 * GitHub as an OIDC identity provider of the account. AWS trusts GitHub's certificate authority, so no thumbprint is needed.
 *
 * @see https://docs.github.com/en/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws
 *
 * @example
 * const provider = new lake.IdentityProvider(stack, "github", location);
 */
export class IdentityProvider extends Construct implements IIdentityProvider {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: IdentityProviderProps) {
    super(scope, id);
    this.arn =
      (props.mode ?? defaultOf("github.identityProvider")) === "create"
        ? new IamOpenidConnectProvider(this, "Default", {
            url: `https://${gitHubIssuer}`,
            clientIdList: [audience],
          }).arn
        : globalArn(props, "iam", `oidc-provider/${gitHubIssuer}`);
  }

  /** A provider that was created elsewhere, with the audience `sts.amazonaws.com`. */
  static fromProviderArn(providerArn: string): IIdentityProvider {
    return { arn: providerArn };
  }
}
