import { conditionContext } from "../../../local/iam/policy/condition-context";
import type { ContextValues } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import {
  ACCOUNT,
  defaultKeyPolicy,
  gitHubAccess,
  isAllowed,
  sessionOf,
} from "../../support/plans/github-access";
import type { WorkflowRole } from "../../support/plans/github-access";
import { document, toIam } from "../../support/plans/iam-policy";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import type { SynthesizedStack } from "../../support/plans/synth";

const catalogKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/catalog`;
const settings = { accountId: ACCOUNT, partitions: { type: "crawler" } } as const;
const encrypted = synthesizeLake(environmentOf("prod", { ...settings, catalogKeyArn }));
const plain = synthesizeLake(environmentOf("prod", settings));

const roles = {
  publisher: "sample_events_publisher_function_role",
  delivery: "sample_events_delivery_stream_role",
  crawler: "sample_events_crawler_role",
} as const;

/** What Glue sends to KMS. */
const throughGlue = (catalog = ACCOUNT, service = "glue"): ContextValues => ({
  "kms:ViaService": `${service}.us-east-1.amazonaws.com`,
  "kms:EncryptionContext:glue_catalog_id": catalog,
});

function canUse(
  role: keyof typeof roles,
  lake: SynthesizedStack,
  action = "kms:Decrypt",
  context = throughGlue(),
): boolean {
  const statements = lake.statements(`${roles[role]}_permissions`);
  const denial = evaluateAccess(
    { action, resource: catalogKeyArn, context: conditionContext({}, context) },
    sessionOf(role),
    {
      identity: [document(Object.values(statements).map(toIam))],
      limits: [],
      resource: { policy: defaultKeyPolicy, isRequired: true },
    },
  );
  return denial === undefined;
}

// https://docs.aws.amazon.com/glue/latest/dg/set-up-encryption.html
const actions = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"];

describe("the key of an encrypted catalog", () => {
  it.each(actions)("is used by roles that read or write the catalog: %s", (action) => {
    expect(canUse("delivery", encrypted, action)).toBe(true);
    expect(canUse("crawler", encrypted, action)).toBe(true);
    expect(canUse("publisher", encrypted, action)).toBe(false);
    expect(canUse("delivery", plain, action)).toBe(false);
    expect(canUse("crawler", plain, action)).toBe(false);
  });

  it("is used through Glue only, and for the account's catalog", () => {
    expect(canUse("crawler", encrypted, "kms:Decrypt", {})).toBe(false);
    expect(canUse("crawler", encrypted, "kms:Decrypt", throughGlue(ACCOUNT, "s3"))).toBe(false);
    expect(canUse("crawler", encrypted, "kms:Decrypt", throughGlue("999999999999"))).toBe(false);
    expect(canUse("crawler", encrypted, "kms:PutKeyPolicy")).toBe(false);
  });

  it.each(["review_role", "deploy_role"] as readonly WorkflowRole[])(
    "is used by the %s of workflows, since plans read the catalog",
    (role) => {
      const call = (action: string, context = throughGlue()) => ({
        ...{ action, resource: catalogKeyArn, context },
        resourcePolicy: defaultKeyPolicy,
      });
      const access = gitHubAccess({}, { catalogKeyArn });
      for (const action of actions) {
        expect(isAllowed(role, call(action), access)).toBe(true);
        expect(isAllowed(role, call(action), gitHubAccess())).toBe(false);
      }
      expect(isAllowed(role, call("kms:Decrypt", throughGlue(ACCOUNT, "s3")), access)).toBe(false);
    },
  );

  it("is in the permissions boundary of the lake's roles", () => {
    const boundary = gitHubAccess({}, { catalogKeyArn }).statements("roles_boundary_permissions");
    expect(boundary.UseCatalogKey).toMatchObject({ actions, resources: [catalogKeyArn] });
    expect(gitHubAccess().statements("roles_boundary_permissions")).not.toHaveProperty(
      "UseCatalogKey",
    );
  });

  it("does not change the encryption settings of the account's catalog", () => {
    expect(JSON.stringify(encrypted.resources)).not.toContain("encryption_settings");
  });
});
