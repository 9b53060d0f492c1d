import { randomUUID } from "node:crypto";
import { ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import type { EventBridgeClient, Rule, Target } from "@aws-sdk/client-eventbridge";
import { PublishCommand } from "@aws-sdk/client-sns";
import { DedupedErrorLog } from "../deduped-error-log";
import type { EmulatorContext } from "../emulator-context";
import { matchesPattern } from "./event-pattern";
import type { Event } from "./event-pattern";
import { targetInput } from "./target-input";

/** An event that a service sends to EventBridge. */
export interface ServiceEvent {
  /** For example `aws.glue`. */
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Receives events of AWS services, as EventBridge's default bus does, and delivers them to the targets of the deployed
 * rules.
 */
export interface EventPublisher {
  /** Never fails: services do not depend on the delivery of their events. */
  put(region: string, event: ServiceEvent): Promise<void>;
}

/** The default event bus, for events of AWS services and with SNS topics as targets. */
export class EventBus implements EventPublisher {
  private readonly errors: DedupedErrorLog;

  constructor(private readonly context: EmulatorContext) {
    this.errors = new DedupedErrorLog(context.log, "events");
  }

  async put(region: string, event: ServiceEvent): Promise<void> {
    // If EventBridge was never called in the region, it has no rules.
    if (!this.context.regions("events").includes(region)) return;
    await this.errors.attempt(region, async () => {
      const { events } = this.context.clients(region);
      for (const rule of await listRules(events)) {
        await this.errors.attempt(`the rule ${rule.Name}`, () =>
          this.applyRule(region, rule, event),
        );
      }
    });
  }

  private async applyRule(region: string, rule: Rule, event: ServiceEvent): Promise<void> {
    if (rule.State === "DISABLED" || rule.EventPattern === undefined) return;
    const carried = toEvent(event, region, rule);
    // EventBridge accepts only JSON objects as patterns.
    const pattern = JSON.parse(rule.EventPattern) as Readonly<Record<string, unknown>>;
    if (!matchesPattern(pattern, carried)) return;
    const { events } = this.context.clients(region);
    // A rule has at most five targets, which fit in one page.
    const { Targets: targets = [] } = await events.send(
      new ListTargetsByRuleCommand({ Rule: rule.Name }),
    );
    for (const target of targets) await this.deliver(region, target, carried);
  }

  private async deliver(region: string, target: Target, event: Event): Promise<void> {
    if (target.Arn?.split(":")[2] !== "sns") {
      throw new Error(
        `The embedded EventBridge supports only SNS topics as targets; on AWS ${target.Arn} receives the event.`,
      );
    }
    await this.context
      .clients(region)
      .sns.send(new PublishCommand({ TopicArn: target.Arn, Message: targetInput(target, event) }));
  }
}

async function listRules(events: EventBridgeClient): Promise<Rule[]> {
  const rules: Rule[] = [];
  let next: string | undefined;
  do {
    const page = await events.send(new ListRulesCommand({ NextToken: next }));
    rules.push(...(page.Rules ?? []));
    next = page.NextToken;
  } while (next !== undefined);
  return rules;
}

/** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
function toEvent({ source, detailType, detail }: ServiceEvent, region: string, rule: Rule): Event {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": detailType,
    source,
    account: rule.Arn?.split(":")[4],
    time: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    region,
    resources: [],
    detail,
  };
}
