import { createHandler } from "../../../lambda-src/publisher/handler";
import type { StreamRecord } from "../../../lambda-src/publisher/sending/record-batches";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { checkPrefixes } from "../../../modules/stream-delivery/check-prefixes";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";
import { nonEmpty } from "../../support/non-empty";
import { resolveDataset } from "../../../model/dataset/resolve-dataset";

const dev = synthesizeLake(environmentOf("dev"));
const delivery = "aws_kinesis_firehose_delivery_stream.sample_events_delivery_stream";

interface Destination {
  readonly prefix: string;
  readonly error_output_prefix: string;
}

/** Data destination and raw backup. */
function destinations(): readonly [Destination, Destination] {
  const data = dev.resource(delivery).extended_s3_configuration as Destination & {
    readonly s3_backup_configuration: Destination;
  }; // The shape that the delivery module writes.
  return [data, data.s3_backup_configuration];
}

/** A publisher whose stream rejects the first requests. */
function publisher(rejectedRequests: number, environment: Record<string, string> = {}) {
  const lines: string[] = [];
  const streams = new Set<string>();
  let tries = 0;
  const handler = createHandler({
    dataset: resolveDataset(sampleEvents),
    settings: () => ({ streamName: environment.STREAM_NAME ?? "events" }),
    putRecords: (streamName, records: readonly StreamRecord[]) => {
      streams.add(streamName);
      lines.push(...records.map(({ data }) => Buffer.from(data).toString()));
      tries += 1;
      return Promise.resolve({
        Records: records.map(() =>
          tries <= rejectedRequests ? { ErrorCode: "InternalFailure" } : { SequenceNumber: "1" },
        ),
      });
    },
  });
  const end = Date.now() + 2_000;
  const publish = (input: unknown) =>
    handler(input, { getRemainingTimeInMillis: () => end - Date.now() });
  return { publish, lines, streams };
}

describe("the defects of the article are fixed:", () => {
  it("1. records of late December are not stored under the next year", () => {
    for (const { prefix, error_output_prefix: errors } of destinations()) {
      expect(prefix).toContain("year=!{timestamp:yyyy}/");
      expect(errors).toContain("year=!{timestamp:yyyy}/");
    }
    expect(checkPrefixes("", "year=!{timestamp:YYYY}/", "!{firehose:error-output-type}/")).toEqual([
      expect.stringMatching(/week-based year/),
    ]);
  });

  it("2. error objects are outside of what is crawled and queried", () => {
    const { storage_descriptor: storage } = dev.resource(
      "aws_glue_catalog_table.sample_events_event_table",
    ) as { readonly storage_descriptor: { readonly location: string } }; // The table module writes it.
    const folder = storage.location.replace(/^s3:\/\/[^/]+\//, "");
    expect(folder).toBe("data/sample_events/");
    const [data, raw] = destinations();
    expect(data.prefix.startsWith(folder)).toBe(true);
    expect(data.error_output_prefix.startsWith(folder)).toBe(false);
    expect(raw.error_output_prefix.startsWith(raw.prefix.replace(/year=.*/, ""))).toBe(false);
  });

  it("3. failed conversions are logged and raise an alarm", () => {
    const [data, raw] = destinations();
    for (const destination of [data, raw]) {
      expect(destination).toMatchObject({ cloudwatch_logging_options: { enabled: true } });
    }
    const alarms = Object.values(dev.resourcesOf("aws_cloudwatch_metric_alarm"));
    expect(alarms).toContainEqual(
      expect.objectContaining({
        namespace: "AWS/Firehose",
        metric_name: "FailedConversion.Records",
        statistic: "Sum",
        threshold: 0,
        comparison_operator: "GreaterThanThreshold",
        dimensions: { DeliveryStreamName: `\${${delivery}.name}` },
      }),
    );
    expect(alarms).toContainEqual(
      expect.objectContaining({ metric_name: "DeliveryToS3.DataFreshness", threshold: 900 }),
    );
  });

  it("4. every record ends in a newline", async () => {
    const { publish, lines } = publisher(0);
    await publish([{ event: { staffId: 1 } }, { event: { staffId: 2 } }]);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^\{.*\}\n$/);
  });

  it("5. no policy allows everything, and no service acts for another account", () => {
    const permissions = dev.policyDocuments.filter((name) => name.endsWith("_permissions"));
    expect(permissions).toHaveLength(3);
    for (const document of permissions) {
      for (const { actions, resources, sid } of nonEmpty(Object.values(dev.statements(document)))) {
        expect(JSON.stringify(actions)).not.toContain("*");
        const withoutResources: Record<string, string[]> = {
          ReadSecurityConfiguration: ["glue:GetSecurityConfiguration"],
          TraceInvocations: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        };
        if (String(sid) in withoutResources) {
          // Actions without resource-level permissions, and no others.
          expect(actions).toEqual(withoutResources[String(sid)]);
        } else {
          expect(resources).not.toContain("*");
        }
      }
    }
    const trusts = dev.policyDocuments.filter((name) => name.endsWith("_trust"));
    expect(trusts).toHaveLength(3);
    for (const document of trusts) {
      const { AllowService: statement } = dev.statements(document);
      expect(statement?.principals).toHaveLength(1);
      expect(statement?.condition).toEqual([
        {
          test: "StringEquals",
          variable: expect.stringMatching(/^(aws:SourceAccount|sts:ExternalId)$/) as string,
          values: ["${data.aws_caller_identity.current.account_id}"],
        },
      ]);
    }
    expect(Object.keys(dev.resourcesOf("aws_iam_role_policy_attachment"))).toEqual([]);
  });

  it("6. the publisher writes to its own environment's stream, and two copies fit in one account", async () => {
    const { publish, streams } = publisher(0, { STREAM_NAME: "streaming-data-lake-qa" });
    await publish({ event: { staffId: 1 } });
    expect([...streams]).toEqual(["streaming-data-lake-qa"]);
    const nameKeys = ["name", "bucket", "function_name", "alarm_name"];
    const names = (environment: string) => {
      const lake = synthesizeLake(environmentOf("dev", { name: environment }));
      return Object.entries(lake.resources)
        .filter(([address]) => !/table\.|named_query\.|log_stream\.|role_policy\./.test(address))
        .flatMap(([, block]) => nameKeys.map((key) => block[key]))
        .filter((name) => typeof name === "string" && !name.startsWith("$"));
    };
    const twice = [...names("dev"), ...names("qa")];
    expect(twice.length).toBeGreaterThan(30);
    for (const name of twice) expect(name).toMatch(/streaming.data.lake.(dev|qa)/);
  });

  it.each(["data_lake_bucket", "raw_bucket", "athena_results_bucket", "access_log_bucket"])(
    "7. the %s is private, denies plain HTTP, keeps versions and removes incomplete uploads",
    (bucket) => {
      expect(
        dev.resource(`aws_s3_bucket_public_access_block.${bucket}_public_access_block`),
      ).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
      expect(dev.resource(`aws_s3_bucket_policy.${bucket}_policy`).policy).toBe(
        `\${data.aws_iam_policy_document.${bucket}_policy_document.json}`,
      );
      const { DenyInsecureTransport: denied } = dev.statements(`${bucket}_policy_document`);
      expect(denied).toMatchObject({
        effect: "Deny",
        actions: ["s3:*"],
        principals: [{ type: "*", identifiers: ["*"] }],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      });
      expect(denied?.resources).toHaveLength(2);
      expect(dev.resource(`aws_s3_bucket_versioning.${bucket}_versioning`)).toMatchObject({
        versioning_configuration: { status: "Enabled" },
      });
      expect(
        dev.resource(`aws_s3_bucket_lifecycle_configuration.${bucket}_ageing`).rule,
      ).toContainEqual(
        expect.objectContaining({
          status: "Enabled",
          filter: [{ prefix: "" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        }),
      );
    },
  );

  it("8. a record that Kinesis rejects is retried, and reported if it is never accepted", async () => {
    const recovering = publisher(1);
    expect(await recovering.publish({ event: { staffId: 1 } })).toMatchObject({
      published: 1,
      retries: 1,
    });
    await expect(publisher(Infinity).publish({ event: { staffId: 1 } })).rejects.toThrow(
      /InternalFailure/,
    );
  });

  it("9. projected partitions cost nothing: no crawler runs", () => {
    for (const name of ["qa", "prod"]) {
      const lake = synthesizeLake(environmentOf(name));
      const addresses = Object.keys({ ...lake.resources, ...lake.dataSources }).join("\n");
      expect(addresses).not.toMatch(/crawler/);
      expect(lake.outputs).not.toHaveProperty("sample_events_crawler_name");
      expect(lake.resource("aws_glue_catalog_table.sample_events_event_table").parameters).toEqual({
        EXTERNAL: "TRUE",
        classification: "parquet",
        compressionType: "none",
        "projection.enabled": "true",
        "projection.arrival_date.type": "date",
        "projection.arrival_date.format": "yyyy-MM-dd",
        "projection.arrival_date.range": "2025-01-01,NOW+1DAYS",
        "projection.arrival_date.interval": "1",
        "projection.arrival_date.interval.unit": "DAYS",
      });
    }
  });
});
