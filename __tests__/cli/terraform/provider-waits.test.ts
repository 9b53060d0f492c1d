import { ProviderWaits } from "../../../cli/terraform/provider-waits";

const RULES = "aws_s3_bucket_lifecycle_configuration";

describe("what an apply waits for", () => {
  let seconds = 0;
  let waits: ProviderWaits;

  beforeEach(() => {
    seconds = 0;
    waits = new ProviderWaits(() => seconds * 1000);
  });

  /** A line of Terraform's output about a resource. */
  const line = (type: string, addr: string) => waits.follow({ type, hook: { resource: { addr } } });

  it("is nothing known at first, nor for a resource that is quick", () => {
    expect(waits.describe()).toBe(undefined);
    line("apply_start", "aws_iam_role.delivery_role");
    expect(waits.describe()).toBe(undefined);
  });

  it("is named with the reason and the time that is left", () => {
    line("apply_start", `${RULES}.lake`);
    seconds = 25;
    line("apply_start", `${RULES}.raw`);
    seconds = 27;
    expect(waits.describe()).toBe(
      "waiting for the lifecycle rules of 2 buckets: the AWS provider reads them ten times, every 5 s, after a pause of 10 s; about 53 s left",
    );
    line("apply_complete", `${RULES}.raw`);
    expect(waits.describe()).toMatch(/the lifecycle rules of a bucket: .* about 28 s left$/);
    seconds = 56;
    expect(waits.describe()).toMatch(/; about to end$/);
    line("apply_errored", `${RULES}.lake`);
    expect(waits.describe()).toBe(undefined);
  });

  it("is what ends last", () => {
    line("apply_start", "aws_kms_key.stream_key");
    line("apply_start", "aws_kinesis_stream.orders_event_stream");
    expect(waits.describe()).toMatch(/^waiting for a stream: .* about 30 s left$/);
    line("apply_complete", "aws_kinesis_stream.orders_event_stream");
    expect(waits.describe()).toMatch(/^waiting for a key: /);
  });
});
