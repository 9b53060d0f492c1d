import type { TerraformStack } from "cdktf";
import { datasetNames } from "../../../model/naming/names";
import { AlarmKey } from "../../../modules/monitoring/alarm-key";
import { AlarmTopic } from "../../../modules/monitoring/alarm-topic";
import type { IAlarmTopic } from "../../../modules/monitoring/alarm-topic";
import { CrawlFailureRule } from "../../../modules/monitoring/crawl-failure-rule";
import { violationsOfModule } from "../../support/plans/synth";

const location = { region: "us-east-1", accountId: "111122223333" };
const keyArn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
const existing = AlarmTopic.fromTopicArn("arn:aws:sns:us-east-1:111122223333:pager");

/** What the rule reports, without what CDKTF reports of a stack that has no provider. */
function violationsWith(topicIn: (stack: TerraformStack) => IAlarmTopic): string[] {
  const violations = violationsOfModule((stack) => {
    new CrawlFailureRule(stack, "failed_crawls", {
      environmentName: "prod",
      region: location.region,
      names: datasetNames({ project: "shop", environment: "prod" }, "orders"),
      topic: topicIn(stack),
    });
  });
  return violations.filter((violation) => violation.startsWith("test/"));
}

function topicWithKey(stack: TerraformStack, notifyOnCrawlFailure: boolean): AlarmTopic {
  const key = AlarmKey.fromKeyArn({ keyArn, namePrefix: "shop-prod", notifyOnCrawlFailure });
  return new AlarmTopic(stack, "alarms", { ...location, topicName: "alarms", key });
}

describe("the rule for failed crawls", () => {
  it("rejects a topic that does not admit EventBridge", () => {
    expect(violationsWith((stack) => topicWithKey(stack, false))).toEqual([
      expect.stringMatching(/^test\/failed_crawls: .*set notifyOnCrawlFailure/),
    ]);
  });

  it("accepts a topic that admits it, or whose policy is unknown", () => {
    expect(violationsWith((stack) => topicWithKey(stack, true))).toEqual([]);
    expect(violationsWith(() => existing)).toEqual([]);
  });
});
