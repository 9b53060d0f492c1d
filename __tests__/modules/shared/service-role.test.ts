import { ServiceRole } from "../../../modules/shared/service-role";
import type { TrustCondition } from "../../../model/environment/settings/service-trust";
import { synthesizeModule } from "../../support/plans/synth";

function roleWith(trust: TrustCondition) {
  return synthesizeModule((stack) => {
    const role = new ServiceRole(stack, "role", {
      roleName: "reader",
      description: "Reads.",
      service: "glue",
      trust,
      accountId: "111122223333",
    });
    role.addStatements({
      sid: "One",
      rationale: "One.",
      actions: ["glue:GetTable"],
      resources: ["arn:a"],
    });
    role.addStatements({
      sid: "Two",
      rationale: "Two.",
      actions: ["glue:GetTables"],
      resources: ["arn:b"],
    });
  });
}

describe("a service's role", () => {
  it.each([
    ["source-account", "aws:SourceAccount"],
    ["external-id", "sts:ExternalId"],
  ] as const)("trusts the service only on behalf of its account by %s", (trust, variable) => {
    const synthesized = roleWith(trust);
    const [document] = synthesized.policyDocuments.filter((name) => name.startsWith("role_trust"));
    expect(synthesized.statements(String(document)).AllowService).toEqual({
      sid: "AllowService",
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["glue.amazonaws.com"] }],
      condition: [{ test: "StringEquals", variable, values: ["111122223333"] }],
    });
  });

  it("trusts the service without a condition when it is configured so", () => {
    const synthesized = roleWith("none");
    const [document] = synthesized.policyDocuments.filter((name) => name.startsWith("role_trust"));
    expect(synthesized.statements(String(document)).AllowService?.condition).toEqual([]);
  });

  it("collects all grants in one policy", () => {
    const synthesized = roleWith("source-account");
    const [document] = synthesized.policyDocuments.filter((name) =>
      name.startsWith("role_permissions"),
    );
    expect(Object.keys(synthesized.statements(String(document)))).toEqual(["One", "Two"]);
    const [policy] = Object.values(synthesized.resourcesOf("aws_iam_role_policy"));
    expect(policy?.policy).toBe(`\${data.aws_iam_policy_document.${document}.json}`);
  });
});
