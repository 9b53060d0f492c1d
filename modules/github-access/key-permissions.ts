import { catalogKeyUse } from "../glue-catalog/catalog-key";
import type { AwsLocation } from "../shared/aws-arn";
import { deploymentKeyActions } from "../shared/encryption-key";
import { keyUseStatement, serviceEndpoint } from "../shared/service-bound-key";
import type { PolicyStatement } from "../shared/policy-statement";
import type { LakeArns } from "./lake-arns";

const keyReads = [
  "kms:DescribeKey",
  "kms:GetKeyPolicy",
  "kms:GetKeyRotationStatus",
  "kms:ListResourceTags",
];

/**
 * Allows reading the settings of every key of the account: key ids are random, and the tags of a new key take effect for
 * authorization only after up to five minutes, so a condition on tags would deny access to keys that were just created.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html
 */
export function readKeysStatement(lake: LakeArns): PolicyStatement {
  return { sid: "ReadKeys", actions: keyReads, resources: [lake.keys] };
}

/**
 * Allows creating keys, and managing existing ones. Keys that the lake created are managed by permission of their own key
 * policies, which name the deploy role: setting tags on another key gives the role no access to it.
 */
export function deployKeysStatements(lake: LakeArns): PolicyStatement[] {
  const kept = {
    sid: "ManageExistingKeys",
    actions: [...deploymentKeyActions],
    resources: lake.existingKeys,
  };
  return [
    {
      sid: "CreateKeys",
      rationale:
        "A key that is not there yet has no ARN: the request must carry the lake's own tags.",
      actions: ["kms:CreateKey"],
      resources: ["*"],
      condition: requestTags(lake),
    },
    {
      sid: "TagNewKeys",
      actions: ["kms:TagResource"],
      // KMS needs a permission that is not restricted to a key id, which does not exist yet.
      // https://docs.aws.amazon.com/kms/latest/developerguide/tag-permissions.html
      resources: [lake.keys],
      condition: [
        ...requestTags(lake),
        // A key that is being made has no alias, and no tags but those of the request, if KMS counts them as its own already:
        // the reference lists aws:ResourceTag for kms:CreateKey. Others' keys have other tags, or an alias.
        ...Object.entries(lake.tags).map(([tag, value]) => ({
          test: "StringEqualsIfExists",
          variable: `aws:ResourceTag/${tag}`,
          values: [value],
        })),
        { test: "Null", variable: "kms:ResourceAliases", values: ["true"] },
      ],
    },
    ...Object.entries(lake.tags).map(([tag, value]) => ({
      sid: `ProtectTag${tag}`,
      effect: "Deny",
      actions: ["kms:TagResource"],
      resources: ["*"],
      condition: [
        { test: "Null", variable: `aws:RequestTag/${tag}`, values: ["false"] },
        { test: "StringNotEquals", variable: `aws:RequestTag/${tag}`, values: [value] },
      ],
    })),
    {
      sid: "ProtectTags",
      effect: "Deny",
      actions: ["kms:UntagResource"],
      resources: ["*"],
      condition: [
        {
          test: "ForAnyValue:StringEquals",
          variable: "aws:TagKeys",
          values: Object.keys(lake.tags),
        },
      ],
    },
    ...(lake.existingKeys.length === 0 ? [] : [kept]),
    {
      // Checked against the key too, whose own policy allows it:
      // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
      sid: "ManageAliases",
      actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
      resources: lake.aliases,
    },
  ];
}

/** Allows what reads or writes the tables of an encrypted catalog to use the catalog's key. */
export function catalogKeyStatement(location: AwsLocation, keyArn: string): PolicyStatement {
  return keyUseStatement(
    keyArn,
    serviceEndpoint({ ...location, service: "glue" }),
    catalogKeyUse(location.accountId, {
      sid: "UseCatalogKey",
      rationale: "Glue decrypts and encrypts the catalog with its key on behalf of whoever calls.",
    }),
  );
}

/** Conditions that a request sets the lake's own tags. */
export function requestTags(lake: LakeArns) {
  return Object.entries(lake.tags).map(([tag, value]) => ({
    test: "StringEquals",
    variable: `aws:RequestTag/${tag}`,
    values: [value],
  }));
}
