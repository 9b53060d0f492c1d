import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine, Factor } from "../cost-line";
import { numeric, resourcesOf } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { SECONDS_PER_MONTH } from "../usage";
import type { Usage } from "../usage";

const SERVICE = "Lambda";

/** Calls of a function in a month; `undefined` where nobody knows how often it is called. */
export function invocationsOf({ address }: TerraformResource, usage: Usage): Factor[] | undefined {
  if (!address.includes("publisher")) return undefined;
  if (usage.eventsPerInvocation === 0)
    return [times(0, "calls, producers put their events themselves")];
  return [
    times(usage.eventsPerSecond, "events/s"),
    times(SECONDS_PER_MONTH, "s"),
    over(usage.eventsPerInvocation, "events a call"),
  ];
}

/** What the calls of the functions cost. */
export function lambdaCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_lambda_function").flatMap((fn) => {
    const calls = invocationsOf(fn, usage);
    if (calls === undefined) return [];
    const line = { service: SERVICE, resource: fn.address };
    const arm = Array.isArray(fn.values.architectures) && fn.values.architectures.includes("arm64");
    return [
      costLine(context, {
        ...line,
        what: "calls",
        factors: [...calls, over(1e6, "")],
        price: "lambdaRequests",
      }),
      costLine(context, {
        ...line,
        what: "duration",
        factors: [
          ...calls,
          times(usage.invocationMilliseconds / 1000, "s a call"),
          times(numeric(fn.values, "memory_size", 128) / 1024, "GB"),
        ],
        price: arm ? "lambdaArm" : "lambdaX86",
      }),
    ];
  });
}

/** Functions that nobody knows the calls of. */
export function functionsOfUnknownRate({ resources, usage }: CostContext): TerraformResource[] {
  return resourcesOf(resources, "aws_lambda_function").filter(
    (fn) => invocationsOf(fn, usage) === undefined,
  );
}
