import type { ArgumentRule } from "../arguments/argument-rule";
import { changed, lowered, raised, redirected, turnedOff } from "../arguments/comparisons";

/** Limits under which messages, jobs and calls still succeed; what gives them more room weakens nothing. */
export const limits: ArgumentRule = {
  id: "delivery/limits",
  title: "What moves data gets less time, memory or attempts, or counts as healthy too easily",
  source:
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html; https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html; https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  judges: {
    // 30 s: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    aws_sqs_queue: { visibility_timeout_seconds: lowered({ unset: 30 }) },
    // 3 s and 128 MB: https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
    aws_lambda_function: {
      timeout: lowered({ unset: 3 }),
      memory_size: lowered({ unset: 128 }),
    },
    aws_glue_job: { timeout: lowered(), max_retries: lowered({ unset: 0 }) },
    aws_lb_target_group: {
      "health_check.enabled": turnedOff("on"),
      "health_check.matcher": widened,
      "health_check.path": redirected(),
      "health_check.port": changed,
      "health_check.protocol": changed,
      "health_check.unhealthy_threshold": raised(),
      "health_check.interval": raised(),
    },
  },
};

/** Codes that count as healthy, `200,301-302`, of which some did not before. Without a matcher 200 does. */
function widened(before: readonly unknown[], after: readonly unknown[]) {
  const known = codes(before);
  return [...codes(after)].every((code) => known.has(code)) ? undefined : { verb: "widens" };
}

function codes(matchers: readonly unknown[]): Set<number> {
  const ranges = (matchers.length === 0 ? ["200"] : matchers).flatMap((each) =>
    String(each).split(","),
  );
  return new Set(
    ranges.flatMap((range) => {
      const [first = Number.NaN, last = first] = range.split("-").map(Number);
      return Array.from({ length: Math.min(last - first, 999) + 1 || 1 }, (_, at) => first + at);
    }),
  );
}
