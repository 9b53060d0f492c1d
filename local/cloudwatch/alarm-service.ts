import { setTimeout as sleep } from "node:timers/promises";
import { paginateDescribeAlarms, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import type { MetricAlarm } from "@aws-sdk/client-cloudwatch";
import { DedupedErrorLog } from "../deduped-error-log";
import type { EmulatorContext } from "../emulator-context";
import type { EmulatedService } from "../gateway/emulated-service";
import { actionsFor, invokeAction } from "./alarm-actions";
import { fetchDatapoints } from "./alarm-datapoints";
import type { AlarmData } from "./alarm-datapoints";
import { readAlarm } from "./alarm-definition";
import type { AlarmDefinition } from "./alarm-definition";
import { evaluateAlarm } from "./alarm-evaluation";
import { renderNotification } from "./alarm-notification";

/** Timing of evaluations, which are faster than on AWS. */
export interface AlarmTiming {
  readonly evaluationIntervalMs: number;
  /** Divides the deployed periods. */
  readonly periodDivisor: number;
}

/** A tenth of the deployed periods: five minutes become thirty seconds, which cover two publications of metrics. */
const DEFAULT_ALARM_TIMING: AlarmTiming = { evaluationIntervalMs: 5_000, periodDivisor: 10 };

interface DeployedAlarm extends AlarmDefinition {
  readonly description: MetricAlarm;
}

/** Evaluates the deployed alarms, sets their states, and invokes their actions when a state changes. */
export class AlarmService implements EmulatedService {
  readonly service = "monitoring";
  private readonly abort = new AbortController();
  private readonly errors: DedupedErrorLog;
  private polling: Promise<void> = Promise.resolve();

  /** @param timing @default - {@link DEFAULT_ALARM_TIMING} */
  constructor(
    private readonly context: EmulatorContext,
    private readonly timing: AlarmTiming = DEFAULT_ALARM_TIMING,
  ) {
    this.errors = new DedupedErrorLog(context.log, "cloudwatch");
  }

  start(): void {
    this.polling = this.poll();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    await this.polling;
  }

  private async poll(): Promise<void> {
    const { signal } = this.abort;
    while (!signal.aborted) {
      for (const region of this.context.regions(this.service)) {
        await this.errors.attempt(region, () => this.evaluateRegion(region));
      }
      await sleep(this.timing.evaluationIntervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private async evaluateRegion(region: string): Promise<void> {
    const alarms = await this.deployedAlarms(region);
    const byPeriods = new Map<string, DeployedAlarm[]>();
    for (const alarm of alarms) {
      const times = `${alarm.periodSeconds} ${alarm.evaluationPeriods}`;
      byPeriods.set(times, [...(byPeriods.get(times) ?? []), alarm]);
    }
    for (const group of byPeriods.values()) {
      const [
        { periodSeconds, evaluationPeriods: periods } = { periodSeconds: 0, evaluationPeriods: 0 },
      ] = group;
      const periodMs = Math.max(1, Math.round(periodSeconds / this.timing.periodDivisor)) * 1000;
      const now = new Date();
      const { cloudwatch } = this.context.clients(region);
      for (const data of await fetchDatapoints(cloudwatch, group, { periodMs, periods, now })) {
        await this.applyEvaluation(region, data, now);
      }
    }
  }

  private async deployedAlarms(region: string): Promise<DeployedAlarm[]> {
    const alarms: DeployedAlarm[] = [];
    const client = this.context.clients(region).cloudwatch;
    for await (const page of paginateDescribeAlarms({ client }, {})) {
      for (const description of page.MetricAlarms ?? []) {
        // An alarm that can't be evaluated does not affect the others.
        await this.errors.attempt(`the alarm ${description.AlarmName}`, async () => {
          alarms.push({ ...readAlarm(description), description });
          return Promise.resolve();
        });
      }
    }
    return alarms;
  }

  private async applyEvaluation(
    region: string,
    { alarm, datapoints }: AlarmData<DeployedAlarm>,
    now: Date,
  ): Promise<void> {
    const evaluation = evaluateAlarm(alarm, datapoints, now);
    if (evaluation.state === alarm.state) return;
    const { cloudwatch, sns } = this.context.clients(region);
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: alarm.name,
        StateValue: evaluation.state,
        StateReason: evaluation.reason,
        StateReasonData: evaluation.reasonData,
      }),
    );
    const change = `${alarm.name}: ${alarm.state} -> ${evaluation.state}. ${evaluation.reason}`;
    this.context.log.info("cloudwatch", change);
    const notice = renderNotification(alarm.description, evaluation, region, now);
    for (const action of actionsFor(alarm.description, evaluation.state)) {
      await this.errors.attempt(`${alarm.name}, action ${action}`, () =>
        invokeAction(sns, action, notice),
      );
    }
  }
}
