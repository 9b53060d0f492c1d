import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";

interface KeyStatement {
  readonly Sid: string;
  readonly Principal: Record<string, string>;
  readonly Action: readonly string[];
  readonly Condition?: Record<string, Record<string, string>>;
}

function keyPolicy(key: string): readonly KeyStatement[] {
  const { policy } = lake.resource(`aws_kms_key.${key}`);
  // The key module renders the policy like this.
  return (JSON.parse(String(policy)) as { Statement: readonly KeyStatement[] }).Statement;
}

describe("a key that is bound to a service", () => {
  it.each([
    ["bucket_key", "s3.us-east-1.amazonaws.com", "buckets"],
    ["stream_key", "kinesis.us-east-1.amazonaws.com", "streams"],
  ])("is the %s: rotated, with an alias, and usable only through %s", (key, viaService, alias) => {
    expect(lake.resource(`aws_kms_key.${key}`)).toMatchObject({ enable_key_rotation: true });
    expect(lake.resource(`aws_kms_alias.${key}_alias`)).toMatchObject({
      name: `alias/${base}-${alias}`,
      target_key_id: `\${aws_kms_key.${key}.key_id}`,
    });
    const [administration, usage, ...others] = keyPolicy(key);
    expect(others).toEqual([]);
    expect(usage).toMatchObject({
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: { StringEquals: { "kms:ViaService": viaService } },
    });
    expect(administration?.Principal).toEqual({ AWS: `arn:aws:iam::${account}:root` });
    expect(administration?.Action.join()).not.toMatch(
      /kms:(\*|Decrypt|Encrypt|ReEncrypt|GenerateDataKey|CreateGrant|Create\*)/,
    );
  });
});
