import type { Rule, Target } from "@aws-sdk/client-eventbridge";
import { EventBus } from "../../../local/events/event-bus";
import { FakeAws } from "../../support/fake-aws/fake-aws";

const topic = "arn:aws:sns:eu-west-1:123456789012:alarms";
const failedCrawls: Rule = {
  Name: "failed-crawls",
  Arn: "arn:aws:events:eu-west-1:123456789012:rule/failed-crawls",
  State: "ENABLED",
  EventPattern: JSON.stringify({ source: ["aws.glue"], detail: { state: ["Failed"] } }),
};
const failure = {
  source: "aws.glue",
  detailType: "Glue Crawler State Change",
  detail: { crawlerName: "events", state: "Failed", errorMessage: "denied" },
};

describe("the event bus", () => {
  let rules: Rule[];
  let targets: Target[];
  let regions: string[];
  let errors: string[];
  let aws: FakeAws;
  let bus: EventBus;

  beforeEach(() => {
    rules = [failedCrawls];
    targets = [{ Id: "topic", Arn: topic }];
    regions = ["eu-west-1"];
    errors = [];
    aws = new FakeAws({
      ListRulesCommand: () => ({ Rules: rules }),
      ListTargetsByRuleCommand: () => ({ Targets: targets }),
      PublishCommand: () => ({}),
    });
    bus = new EventBus({
      endpointUrl: "",
      stateFolder: "",
      scratchFolder: "",
      regions: () => regions,
      clients: () => aws.clients,
      log: { info: () => undefined, error: (_, message) => void errors.push(message) },
    });
  });

  const published = () => aws.inputs("PublishCommand");

  it("delivers an event to the targets of a matching rule, in EventBridge's envelope", async () => {
    await bus.put("eu-west-1", failure);
    const [call, ...more] = published();
    expect(more).toEqual([]);
    expect(call?.TopicArn).toBe(topic);
    expect(JSON.parse(String(call?.Message))).toMatchObject({
      version: "0",
      "detail-type": "Glue Crawler State Change",
      source: "aws.glue",
      account: "123456789012",
      region: "eu-west-1",
      resources: [],
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      detail: failure.detail,
    });
  });

  it("renders the target's input", async () => {
    targets = [
      {
        Id: "topic",
        Arn: topic,
        InputTransformer: {
          InputPathsMap: { error: "$.detail.errorMessage" },
          InputTemplate: '"Why: <error>"',
        },
      },
    ];
    await bus.put("eu-west-1", failure);
    expect(published()[0]?.Message).toBe('"Why: denied"');
  });

  it("does not deliver it for rules with another pattern, without a pattern, or disabled", async () => {
    rules = [
      { ...failedCrawls, EventPattern: '{"source":["aws.s3"]}' },
      { ...failedCrawls, EventPattern: undefined },
      { ...failedCrawls, State: "DISABLED" },
    ];
    await bus.put("eu-west-1", failure);
    expect(published()).toEqual([]);
  });

  it("makes no call if EventBridge was never used", async () => {
    regions = [];
    await bus.put("eu-west-1", failure);
    expect(aws.calls).toEqual([]);
  });

  it("logs an unsupported target and continues with the other rules", async () => {
    const queue = "arn:aws:sqs:eu-west-1:123456789012:queue";
    rules = [
      { ...failedCrawls, Name: "odd", EventPattern: '{"source":[{"cidr":"x"}]}' },
      failedCrawls,
    ];
    targets = [
      { Id: "topic", Arn: topic },
      { Id: "queue", Arn: queue },
    ];
    await bus.put("eu-west-1", failure);
    expect(published()).toHaveLength(1);
    expect(errors).toEqual([
      expect.stringContaining('the rule odd: The condition {"cidr":"x"}'),
      `the rule failed-crawls: The embedded EventBridge supports only SNS topics as targets; on AWS ${queue} receives the event.`,
    ]);
  });
});
