import { costLine, count, over, times } from "../cost-line";
import type { CostContext, CostLine, Factor } from "../cost-line";
import {
  nestedBlocks,
  refersTo,
  numberArgument,
  resourcesOf,
  stringArgument,
} from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { DAYS_PER_MONTH, GIB } from "../usage";
import { invocationsOf } from "./lambda";

const SERVICE = "CloudWatch";
/** Log lines of Lambda for one invocation, and one of the publisher. */
const BYTES_PER_INVOCATION = 1000;

/** Cost of alarms, dashboards, metrics and logs. */
export function cloudWatchCosts(context: CostContext): CostLine[] {
  const { resources } = context;
  const alarms = resourcesOf(resources, "aws_cloudwatch_metric_alarm").map((alarm) =>
    costLine(context, {
      service: SERVICE,
      resource: alarm.address,
      what: "alarm",
      factors: [count(metricsOf(alarm), "metric")],
      price: "alarm",
    }),
  );
  const rest = (
    [
      ["aws_cloudwatch_composite_alarm", "composite alarm", "compositeAlarm"],
      ["aws_cloudwatch_dashboard", "dashboard", "dashboard"],
      ["aws_cloudwatch_log_metric_filter", "log metric filter", "metric"],
    ] as const
  ).flatMap(([type, what, price]) =>
    resourcesOf(resources, type).map(({ address }) =>
      costLine(context, {
        service: SERVICE,
        resource: address,
        what,
        factors: [times(1, what)],
        price,
      }),
    ),
  );
  return [...alarms, ...rest, ...functionLogCosts(context)];
}

/** An alarm on a metric expression is billed per metric. */
function metricsOf({ values }: TerraformResource): number {
  const queries = nestedBlocks(values, "metric_query");
  return Math.max(1, queries.filter((query) => nestedBlocks(query, "metric").length > 0).length);
}

function functionLogCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_lambda_function").flatMap((fn) => {
    const invocations = invocationsOf(fn, usage);
    const group = logGroupOf(fn, resources);
    if (invocations === undefined || group === undefined) return [];
    const written: Factor[] = [
      ...invocations,
      times(BYTES_PER_INVOCATION, "bytes per invocation"),
      over(GIB, "bytes per GB"),
    ];
    const line = { service: SERVICE, resource: group.address };
    const days = numberArgument(group.values, "retention_in_days", 0);
    return [
      costLine(context, {
        ...line,
        what: "ingested logs",
        factors: written,
        price: "logsIngested",
      }),
      costLine(context, {
        ...line,
        what: "stored logs",
        factors: [
          ...written,
          times(days === 0 ? usage.month * DAYS_PER_MONTH : days, "days stored"),
          over(DAYS_PER_MONTH, "days per month"),
        ],
        price: "logsStored",
      }),
    ];
  });
}

function logGroupOf(
  fn: TerraformResource,
  resources: readonly TerraformResource[],
): TerraformResource | undefined {
  const name = stringArgument(fn.values, "function_name");
  return resourcesOf(resources, "aws_cloudwatch_log_group").find(
    (group) =>
      stringArgument(group.values, "name") === `/aws/lambda/${name ?? ""}` ||
      refersTo(stringArgument(fn.values, "log_group"), group),
  );
}
