import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import type { EmulatorContext } from "../../emulator-context";
import type { InvocationResult } from "../process/function-instance";
import type { FunctionSettings } from "../function-settings";

/**
 * Publishes Lambda's metrics of an invocation, which the deployed alarms evaluate. Never fails: an invocation does not
 * depend on it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export async function publishMetrics(
  context: EmulatorContext,
  { region, functionName }: FunctionSettings,
  { failed, durationMs }: InvocationResult,
): Promise<void> {
  const Dimensions = [{ Name: "FunctionName", Value: functionName }];
  const metric = (MetricName: string, Value: number, Unit: "Count" | "Milliseconds") => ({
    MetricName,
    Value,
    Unit,
    Dimensions,
    Timestamp: new Date(),
  });
  try {
    await context.clients(region).cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: "AWS/Lambda",
        MetricData: [
          metric("Invocations", 1, "Count"),
          metric("Errors", failed ? 1 : 0, "Count"),
          metric("Duration", durationMs, "Milliseconds"),
        ],
      }),
    );
  } catch (error) {
    context.log.error("lambda", `${functionName}: metrics not published: ${String(error)}`);
  }
}
