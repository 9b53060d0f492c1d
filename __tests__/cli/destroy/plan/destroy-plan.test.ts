import { bucketsInOrder } from "../../../../cli/destroy/plan/destroy-order";
import { planDestroy } from "../../../../cli/destroy/plan/destroy-plan";
import { renderDryRun, renderPlan } from "../../../../cli/destroy/plan/render-plan";
import { missingKeys } from "../../../../cli/destroy/destroy-keys";
import { environmentOf } from "../../../support/plans/synth";
import { serviceError } from "../../../support/fake-aws/fake-aws";
import { ACCOUNT, LOGS, deployed, environment, resources } from "../support/lake-to-destroy";
import { VersionedBuckets } from "../support/versioned-buckets";

describe("the plan of lake destroy", () => {
  it("counts data and names what is lost, what Terraform does not know, and how long keys wait", async () => {
    const { buckets } = deployed();
    const { clients } = buckets.aws;
    const props = { environment, accountId: ACCOUNT, missingKeys: [], resources, clients };
    const plan = await planDestroy(props, () => undefined);
    expect(plan).toMatchObject({
      environment: "dev",
      accountId: ACCOUNT,
      resources: { aws_s3_bucket: 2, aws_kinesis_stream: 1 },
      buckets: [
        { bucket: "lake", versions: 3, bytes: 300 },
        { bucket: LOGS, versions: 1 },
      ],
      unmanagedTables: ["daily_view"],
      keys: [{ keyId: "k1", waitingDays: 7 }],
    });
    const text = renderPlan(plan);
    expect(text).toContain("To be destroyed: 9 resources of dev, in account 111122223333");
    expect(text).toContain("all records in the stream shop-dev-orders, up to 24 hours of them");
    expect(text).toContain("aws_kms_key.lake_key (k1), in 7 days");
    expect(text).toContain("daily_view");
    expect(text).not.toContain("Missing");
    expect(renderDryRun(plan)).toBe(
      `${text}\nNothing was destroyed: this was a dry run.\nTo destroy all of this: npx lake destroy --env dev --empty-buckets`,
    );
    expect(buckets.calls.filter((call) => /^(delete|terraform)/.test(call))).toEqual([]);
  });

  it.each([
    [undefined, "destroy", "To destroy all of this: LAKE_ALLOW_DESTROY=dev npx lake destroy"],
    [
      undefined,
      "retain",
      'this, after dev has removalPolicy: "destroy": LAKE_ALLOW_DESTROY=dev npx',
    ],
    ["dev", "retain", 'this, after dev has removalPolicy: "destroy": npx lake destroy --env dev'],
  ] as const)("ends, with %s and %s, with how it is carried out", async (allow, policy, end) => {
    const { clients } = deployed().buckets.aws;
    const keys = missingKeys({ ...environmentOf("dev"), removalPolicy: policy }, allow);
    const props = { environment, accountId: ACCOUNT, missingKeys: keys, resources, clients };
    const text = renderDryRun(await planDestroy(props, () => undefined));
    expect(text.split("\n").at(-1)).toContain(end);
    const nothing = await planDestroy({ ...props, resources: [] }, () => undefined);
    expect(renderDryRun(nothing)).toMatch(/^There is nothing to destroy/);
    expect(renderDryRun(nothing)).not.toContain("To destroy all of this");
  });

  it("is made too where an earlier run has destroyed the database", async () => {
    const { buckets } = deployed();
    const aws = new VersionedBuckets(buckets.buckets, {
      GetTablesCommand: () => {
        throw serviceError("EntityNotFoundException", "Database not found");
      },
    }).aws;
    const props = {
      environment,
      accountId: ACCOUNT,
      missingKeys: [],
      resources,
      clients: aws.clients,
    };
    expect(await planDestroy(props, () => undefined)).toMatchObject({ unmanagedTables: [] });
  });

  it("empties the access logs last also where their sources are gone", () => {
    const left = resources.filter(({ type }) => type === "aws_s3_bucket");
    expect(bucketsInOrder(left, LOGS)).toEqual(["lake", LOGS]);
  });
});
