import { DeployedLake, keyStatements, roles, statementsOf } from "./support/deployed-lake";
import type { Changes, RoleOf } from "./support/deployed-lake";
import { pipelineCalls } from "./support/pipeline-calls";

const everyRole = Object.keys(roles) as RoleOf[]; // the object's own keys
const everyStatement = everyRole.flatMap((role) =>
  statementsOf(role, "permissions").map(({ Sid }) => [role, Sid] as const),
);

/** Allowed actions that the embedded services do not use, and why the roles have them. */
const unusedActions: Readonly<Record<string, string>> = {
  // AWS's documentation: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3 Lambda
  // itself writes traces, not the function: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
  "publisher xray:PutTelemetryRecords": "Lambda sends how tracing goes",
  "publisher xray:PutTraceSegments": "Lambda sends a sample of the invocations",
  "delivery_stream kinesis:DescribeStream": "Firehose validates its source with it",
  "delivery_stream glue:GetTableVersion": "a schema version other than LATEST",
  "delivery_stream glue:GetTableVersions": "Firehose follows the table's versions",
  "delivery_stream s3:ListBucket": "AWS's list has it, without a reason",
  "delivery_stream s3:ListBucketMultipartUploads": "large objects are uploaded in parts",
  "delivery_stream s3:AbortMultipartUpload": "large objects are uploaded in parts",
  "delivery_stream s3:GetObject": "AWS's list has it, without a reason",
  "delivery_stream kms:Decrypt on buckets": "parts are decrypted to be put together",
  // AWS's documentation: https://docs.aws.amazon.com/glue/latest/dg/crawler-prereqs.html
  "crawler glue:BatchGetPartition": "Glue chooses between single and batch calls",
  "crawler glue:BatchUpdatePartition": "other schema change policies change partitions",
  "crawler glue:CreatePartition": "Glue chooses between single and batch calls",
  "crawler glue:GetPartition": "Glue chooses between single and batch calls",
  "crawler glue:UpdatePartition": "Glue chooses between single and batch calls",
  "crawler glue:GetDatabase": "Glue looks the target's database up",
  "crawler glue:GetTableVersion": "AWS's own crawlers have it, without a reason",
  "crawler glue:GetTableVersions": "AWS's own crawlers have it, without a reason",
  // https://docs.aws.amazon.com/glue/latest/dg/create-service-policy.html
  "crawler s3:GetBucketAcl": "AWS's list has it, to list buckets",
  // https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html
  "crawler kms:Decrypt on logs": "AWS's list has it; CloudWatch Logs uses the key by itself",
  "crawler kms:DescribeKey on logs": "AWS's list has it; CloudWatch Logs uses the key by itself",
  "crawler kms:Encrypt on logs": "AWS's list has it; CloudWatch Logs uses the key by itself",
  "crawler kms:GenerateDataKey on logs":
    "AWS's list has it; CloudWatch Logs uses the key by itself",
  "crawler kms:GenerateDataKeyWithoutPlaintext on logs": "AWS's list has GenerateDataKey*",
  "crawler kms:ReEncryptFrom on logs": "AWS's list has ReEncrypt*",
  "crawler kms:ReEncryptTo on logs": "AWS's list has ReEncrypt*",
};

/** An action as the list above names it: some are there for more than one purpose. */
function nameOf(role: RoleOf, sid: string, action: string): string {
  const purpose = /LogKey$/.test(sid) ? " on logs" : "";
  return `${role} ${action}${/^Encrypt.*Objects$/.test(sid) ? " on buckets" : purpose}`;
}

/** Statements with at least one action that the embedded services use. */
const usedStatements = everyStatement.filter(([role, sid]) =>
  statementsOf(role, "permissions").some(
    (each) =>
      each.Sid === sid &&
      each.Action.some((action) => !(nameOf(role, sid, action) in unusedActions)),
  ),
);

/** Runs the pipeline as one role; returns the denials of its calls. */
async function denials(role: RoleOf, changes?: Changes): Promise<string[]> {
  const lake = new DeployedLake(changes);
  expect(await lake.assume(role)).toBeUndefined();
  const answers = await Promise.all(pipelineCalls[role].map((call) => lake.denial(role, call)));
  return answers.filter((answer) => answer !== undefined);
}

const without = (role: RoleOf, sid: string): Changes => ({
  permissions: { [role]: statementsOf(role, "permissions").filter(({ Sid }) => Sid !== sid) },
});

describe("the deployed policies", () => {
  it.each(everyRole)("allow %s every call of the pipeline", async (role) => {
    expect(await denials(role)).toEqual([]);
  });

  it.each(usedStatements)("do not allow %s without %s", async (role, sid) => {
    const removed = statementsOf(role, "permissions").find(({ Sid }) => Sid === sid);
    const [first] = await denials(role, without(role, sid));
    const words =
      /not authorized to perform: (\S+) on resource: .* because no (.+) allows the \1 action/;
    const [, action, policyType] = words.exec(first ?? "") ?? [];
    expect(removed?.Action).toContain(action);
    expect(policyType).toBe("identity-based policy");
    expect(first).toContain(`assumed-role/${roles[role].name}/${roles[role].session} `);
  });

  it("contain no action that is neither used nor explained", async () => {
    const unused: string[] = [];
    for (const [role, sid] of everyStatement) {
      const statements = statementsOf(role, "permissions");
      const { Action: actions = [] } = statements.find(({ Sid }) => Sid === sid) ?? {};
      for (const action of actions) {
        const narrowed = statements.map((each) =>
          each.Sid === sid
            ? { ...each, Action: actions.filter((other) => other !== action) }
            : each,
        );
        if ((await denials(role, { permissions: { [role]: narrowed } })).length > 0) continue;
        unused.push(nameOf(role, sid, action));
      }
    }
    expect([...new Set(unused)].sort()).toEqual(Object.keys(unusedActions).sort());
  });

  it.each([
    ["bucket_key", "delivery_stream", "kms:GenerateDataKey"],
    ["bucket_key", "crawler", "kms:Decrypt"],
    ["stream_key", "publisher", "kms:GenerateDataKey"],
    ["stream_key", "delivery_stream", "kms:Decrypt"],
  ] as const)("require the policy of the %s for %s", async (key, role, action) => {
    const administration = keyStatements(key).filter(
      ({ Sid }) => Sid === "AllowAccountAdministration",
    );
    const [first] = await denials(role, { keys: { [key]: administration } });
    expect(first).toContain(`because no resource-based policy allows the ${action} action`);
  });

  it.each(everyRole)("allow only its service to assume the role of %s", async (role) => {
    const others = everyRole.filter((other) => other !== role);
    const foreign = { trust: { [role]: statementsOf(others[0] ?? role, "trust") } };
    for (const changes of [{ trust: { [role]: [] } }, foreign]) {
      expect(await new DeployedLake(changes).assume(role)).toContain(
        `${roles[role].service}.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/${roles[role].name}`,
      );
    }
  });
});
