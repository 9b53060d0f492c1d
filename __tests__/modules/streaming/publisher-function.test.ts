import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const account = "111122223333";
const lake = synthesizeLake(environmentOf("dev", { accountId: account }));
const base = "streaming-data-lake-dev";

describe("the publisher function", () => {
  it("runs on Node.js 22 for up to a minute, with the name of its stream", () => {
    const publisher = lake.resource("aws_lambda_function.sample_events_publisher_function");
    expect(publisher).toMatchObject({
      function_name: `${base}-sample-events-publisher`,
      runtime: "nodejs22.x",
      handler: "index.handler",
      timeout: 60,
      source_code_hash: "c2hhMjU2",
      environment: {
        variables: {
          STREAM_NAME: "${aws_kinesis_stream.sample_events_event_stream.name}",
          PARTITION_KEY_PATH: "event.staffId",
        },
      },
    });
    expect(publisher.filename).toMatch(/^assets\/[^/]+\/[^/]+\/publisher\.zip$/);
  });

  it("may put records into its stream, use the key for it, write its logs and traces, and nothing else", () => {
    const stream = `arn:aws:kinesis:us-east-1:${account}:stream/${base}-sample-events`;
    expect(lake.statements("sample_events_publisher_function_role_permissions")).toEqual({
      PutEvents: { sid: "PutEvents", actions: ["kinesis:PutRecords"], resources: [stream] },
      EncryptEvents: {
        sid: "EncryptEvents",
        actions: ["kms:GenerateDataKey"],
        resources: ["${aws_kms_key.stream_key.arn}"],
        condition: [
          {
            test: "StringEquals",
            variable: "kms:ViaService",
            values: ["kinesis.us-east-1.amazonaws.com"],
          },
          {
            test: "StringLike",
            variable: "kms:EncryptionContext:aws:kinesis:arn",
            values: [stream],
          },
        ],
      },
      WriteLogs: {
        sid: "WriteLogs",
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [
          `arn:aws:logs:us-east-1:${account}:log-group:/aws/lambda/${base}-sample-events-publisher:*`,
        ],
      },
      TraceInvocations: {
        sid: "TraceInvocations",
        actions: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        resources: ["*"],
      },
    });
  });
});
