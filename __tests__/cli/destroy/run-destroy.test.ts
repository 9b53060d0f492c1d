import { TerraformError } from "../../../cli/terraform/run-terraform";
import { LOGS, deployed, resource, resources } from "./support/lake-to-destroy";

const writers =
  "terraform aws_s3_bucket_logging.lake_bucket_access_log aws_kinesis_firehose_delivery_stream.orders";

describe("destroying an environment", () => {
  it("stops what writes first, then empties the buckets, the access logs last, then destroys the rest", async () => {
    const { buckets, run } = deployed();
    const done = await run(true);
    expect(buckets.calls.filter((call) => !/^(list|uploads) /.test(call))).toEqual([
      writers,
      "delete workgroup shop-dev",
      "delete lake",
      "delete lake",
      `delete ${LOGS}`,
      "terraform everything",
    ]);
    expect(done).toMatchObject({
      resources: resources.length,
      emptied: [
        { bucket: "lake", versions: 3, bytes: 300 },
        { bucket: LOGS, versions: 1 },
      ],
    });
  });

  it("deletes no object unless told to, and destroys no bucket that something was written to", async () => {
    const { buckets, run } = deployed();
    await expect(run(false)).rejects.toMatchObject({
      message: expect.stringMatching(
        /What writes into them is destroyed, and nothing else\.\n {2}lake: 3 versions \(300 B\)/,
      ) as string,
      advice: expect.stringContaining("--empty-buckets") as string,
    });
    expect(buckets.calls).not.toContain("terraform everything");
    expect(
      buckets.calls.filter((call) => call.startsWith("delete ") && !/workgroup/.test(call)),
    ).toEqual([]);
    expect(buckets.buckets.lake?.versions).toHaveLength(3);
  });

  it("needs not be told for empty buckets", async () => {
    const { buckets, run } = deployed();
    for (const bucket of Object.values(buckets.buckets)) bucket.versions = [];
    expect(await run(false)).toMatchObject({ resources: resources.length, emptied: [] });
  });

  it("empties a bucket again that late access logs came into", async () => {
    const full = new TerraformError("failed", "", [
      `aws_s3_bucket.access_log_bucket: deleting S3 Bucket (${LOGS}): api error BucketNotEmpty`,
    ]);
    const { buckets, run } = deployed({ failures: [full] });
    expect(await run(true)).toMatchObject({ resources: resources.length });
    const runs = buckets.calls.filter((call) => call === "terraform everything");
    expect(runs).toHaveLength(2);
    await expect(deployed({ failures: [full, full, full] }).run(true)).rejects.toBe(full);
    await expect(deployed({ failures: [full] }).run(false)).rejects.toThrow("hold data");
  });

  it("continues after a run that had destroyed the writers and the workgroup, and some buckets", async () => {
    const { buckets, run } = deployed();
    const left = resources.filter(({ type }) =>
      /^aws_(s3_bucket|kms_key|athena_workgroup)$/.test(type),
    );
    const gone = resource("aws_s3_bucket.raw_bucket", { bucket: "destroyed-before" });
    await run(true, [...left, gone]);
    expect(buckets.calls.filter((call) => call.startsWith("terraform"))).toEqual([
      "terraform everything",
    ]);
    expect(Object.values(buckets.buckets).flatMap((bucket) => bucket.versions)).toEqual([]);
  });

  it("passes on any other error of Terraform", async () => {
    const denied = new TerraformError("failed", "", ["AccessDenied"]);
    await expect(deployed({ failures: [denied] }).run(true)).rejects.toBe(denied);
  });
});
