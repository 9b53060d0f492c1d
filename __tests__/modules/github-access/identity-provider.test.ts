import { IdentityProvider } from "../../../modules/github-access/identity-provider";
import { synthesizeModule } from "../../support/plans/synth";
import { ACCOUNT, gitHubAccess } from "../../support/plans/github-access";

const location = { region: "us-east-1", accountId: ACCOUNT };
const existingArn = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;

describe("GitHub's identity provider", () => {
  it("is created by default", () => {
    const created = gitHubAccess().resourcesOf("aws_iam_openid_connect_provider");
    expect(Object.values(created)).toEqual([
      {
        url: "https://token.actions.githubusercontent.com",
        client_id_list: ["sts.amazonaws.com"],
      },
    ]);
  });

  it("is referenced, and not created, when the account has it", () => {
    let arn: string | undefined;
    const { resources } = synthesizeModule((stack) => {
      arn = new IdentityProvider(stack, "github", { ...location, mode: "existing" }).arn;
    });
    expect(resources).toEqual({});
    expect(arn).toBe(existingArn);
  });

  it("is the principal of the roles of workflows", () => {
    const existing = gitHubAccess({ identityProvider: "existing" });
    expect(existing.resourcesOf("aws_iam_openid_connect_provider")).toEqual({});
    expect(existing.statements("deploy_role_trust").AllowWorkflows).toMatchObject({
      principals: [{ identifiers: [existingArn] }],
    });
  });
});
