import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine, Factor } from "../cost-line";
import { numberArgument, resourcesOf } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { SECONDS_PER_MONTH } from "../usage";
import type { Usage } from "../usage";

const SERVICE = "Lambda";

/** Invocations of a function per month; undefined if their number is unknown. */
export function invocationsOf({ address }: TerraformResource, usage: Usage): Factor[] | undefined {
  if (!address.includes("publisher")) return undefined;
  if (usage.eventsPerInvocation === 0)
    return [times(0, "invocations, producers call Kinesis directly")];
  return [
    times(usage.eventsPerSecond, "events/s"),
    times(SECONDS_PER_MONTH, "s"),
    over(usage.eventsPerInvocation, "events per invocation"),
  ];
}

/** Cost of the functions. */
export function lambdaCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_lambda_function").flatMap((fn) => {
    const invocations = invocationsOf(fn, usage);
    if (invocations === undefined) return [];
    const line = { service: SERVICE, resource: fn.address };
    const arm = Array.isArray(fn.values.architectures) && fn.values.architectures.includes("arm64");
    return [
      costLine(context, {
        ...line,
        what: "invocations",
        factors: [...invocations, over(1e6, "")],
        price: "lambdaRequests",
      }),
      costLine(context, {
        ...line,
        what: "duration",
        factors: [
          ...invocations,
          times(usage.invocationMilliseconds / 1000, "s per invocation"),
          times(numberArgument(fn.values, "memory_size", 128) / 1024, "GB"),
        ],
        price: arm ? "lambdaArm" : "lambdaX86",
      }),
    ];
  });
}

/** Functions whose number of invocations is unknown. */
export function functionsOfUnknownRate({ resources, usage }: CostContext): TerraformResource[] {
  return resourcesOf(resources, "aws_lambda_function").filter(
    (fn) => invocationsOf(fn, usage) === undefined,
  );
}
