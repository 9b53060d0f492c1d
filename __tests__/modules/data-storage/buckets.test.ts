import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";
const ledgers = [{ tag: [{ key: "Content", value: "replay-ledger" }] }];
const bucketKeyArn = "${aws_kms_key.bucket_key.arn}";

describe("the buckets", () => {
  it.each([
    ["data_lake_bucket", `${base}-${account}-lake`],
    ["raw_bucket", `${base}-${account}-raw`],
    ["athena_results_bucket", `${base}-${account}-athena-results`],
  ])("include the %s, encrypted with the bucket key, versioned and private", (bucket, name) => {
    expect(lake.resource(`aws_s3_bucket.${bucket}`)).toMatchObject({ bucket: name });
    expect(
      lake.resource(`aws_s3_bucket_server_side_encryption_configuration.${bucket}_encryption`),
    ).toMatchObject({
      rule: [
        {
          bucket_key_enabled: true,
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: bucketKeyArn,
          },
        },
      ],
    });
    expect(lake.resource(`aws_s3_bucket_versioning.${bucket}_versioning`)).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(lake.resource(`aws_s3_bucket_ownership_controls.${bucket}_ownership`)).toMatchObject({
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  it("expire raw records after 30 days by default, and noncurrent versions after 7", () => {
    const { rule } = lake.resource("aws_s3_bucket_lifecycle_configuration.raw_bucket_ageing");
    expect(rule).toMatchObject([
      { id: "clean-up", noncurrent_version_expiration: [{ noncurrent_days: 7 }] },
      { id: "expire-raw-records", expiration: [{ days: 30 }] },
    ]);
    const longer = synthesizeLake(environmentOf("dev", { rawRetentionDays: 400 }));
    expect(
      longer.resource("aws_s3_bucket_lifecycle_configuration.raw_bucket_ageing").rule,
    ).toContainEqual(expect.objectContaining({ expiration: [{ days: 400 }] }));
  });

  it("have the configured lifecycle of lake objects", () => {
    const lifecycle = {
      infrequentAccessAfterDays: 30,
      archiveAfterDays: 90,
      expireAfterDays: 400,
      errorsExpireAfterDays: 60,
      noncurrentVersionsExpireAfterDays: 5,
    };
    const configured = synthesizeLake(environmentOf("dev", { lakeLifecycle: lifecycle }));
    expect(
      configured.resource("aws_s3_bucket_lifecycle_configuration.data_lake_bucket_ageing").rule,
    ).toMatchObject([
      { noncurrent_version_expiration: [{ noncurrent_days: 5 }] },
      {
        filter: [{ prefix: "data/" }],
        transition: [
          { days: 30, storage_class: "STANDARD_IA" },
          { days: 90, storage_class: "GLACIER_IR" },
        ],
        expiration: [{ days: 400 }],
      },
      { filter: [{ prefix: "errors/" }], expiration: [{ days: 60 }] },
      { filter: ledgers, expiration: [{ days: 68 }] },
    ]);
  });

  it("expire the ledgers of replays after error objects, and nothing else of a replay", () => {
    const { rule } = lake.resource("aws_s3_bucket_lifecycle_configuration.data_lake_bucket_ageing");
    expect(rule).toEqual([
      expect.objectContaining({ id: "clean-up" }),
      expect.objectContaining({ filter: [{ prefix: "errors/" }], expiration: [{ days: 30 }] }),
      expect.objectContaining({ filter: ledgers, expiration: [{ days: 38 }] }),
    ]);
  });
});
