import { UserError } from "../../errors/user-error";
import type { TerraformPlan, Values } from "../terraform/plan/terraform-plan";

/** A change of the number of shards of a stream with provisioned capacity, as a plan has it. */
export interface Resharding {
  /** Address of the stream. */
  readonly address: string;
  /** Open shards; absent for a stream that is on-demand until then, of which a plan doesn't know how many it has. */
  readonly from?: number;
  readonly to: number;
}

const SOURCE = "https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html";

/**
 * The changes of shard counts that Terraform would request with UpdateShardCount. The provider requests each with one call.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/46699
 */
export function reshardings({ resource_changes: changes = [] }: TerraformPlan): Resharding[] {
  return changes
    .filter(
      ({ type, mode, change }) =>
        type === "aws_kinesis_stream" && mode === "managed" && change.actions.join() === "update",
    )
    .flatMap(({ address, change: { before, after } }) => {
      const to = shardCount(after);
      if (to === undefined || isOnDemand(after)) return [];
      if (isOnDemand(before)) return [{ address, to }];
      const from = shardCount(before);
      return from === undefined ? [{ address, to }] : from === to ? [] : [{ address, from, to }];
    });
}

/**
 * Most shards of a stream that UpdateShardCount enlarges; a larger stream must get fewer.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export const MAX_RESHARDED_COUNT = 10_000;

/**
 * Whether AWS rejects a change by its default limits: UpdateShardCount at most doubles the open shards of a stream, at most
 * halves them, makes no stream larger than {@link MAX_RESHARDED_COUNT}, and a larger one only smaller than that.
 *
 * @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 */
export function isRejected({ from, to }: Resharding): boolean {
  if (from === undefined || from === to) return false;
  const tooLarge =
    from > MAX_RESHARDED_COUNT ? to >= MAX_RESHARDED_COUNT : to > MAX_RESHARDED_COUNT;
  return tooLarge || to > from * 2 || to < from / 2;
}

/**
 * The shard counts to deploy one after another, the last being the wanted one: from 1 to 8 these are 2, 4 and 8; `undefined`
 * if no steps lead there.
 */
export function reshardingSteps(from: number, to: number): number[] | undefined {
  if (from < 1) return [to];
  const steps: number[] = [];
  for (let current = from; current !== to; steps.push(current)) {
    const next = to > current ? Math.min(to, current * 2) : Math.max(to, Math.ceil(current / 2));
    if (isRejected({ address: "", from: current, to: next })) return undefined;
    current = next;
  }
  return steps;
}

/** Problem of a change, as the predicate of a sentence; undefined if there is none. */
export function reshardingProblem(resharding: Resharding): string | undefined {
  const { from, to } = resharding;
  const rule = "AWS at most doubles or halves the shards of a stream at once";
  if (from === undefined) {
    return `changes to ${to} shards from a number that the plan does not know, since an on-demand stream keeps its shards; ${rule}: see OpenShardCount of \`aws kinesis describe-stream-summary\` (${SOURCE})`;
  }
  if (!isRejected(resharding)) return undefined;
  const steps = reshardingSteps(from, to);
  if (steps === undefined) {
    return `changes from ${from} to ${to} shards, which AWS rejects: by default it makes no stream larger than ${MAX_RESHARDED_COUNT} shards, and a larger one only smaller than that: set stream.capacity to { mode: "on-demand" }, or ask AWS to raise the limit (${SOURCE})`;
  }
  // Ten times in 24 hours, https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
  const days = steps.length > 10 ? ", at most ten of them in 24 hours" : "";
  return `changes from ${from} to ${to} shards; ${rule}: deploy shardCount ${steps.join(", ")} one after another${days} (${SOURCE})`;
}

/** @throws UserError for a plan that AWS would reject in the middle of its apply, with the shard counts to deploy instead */
export function rejectUnsupportedReshardings(plan: TerraformPlan): void {
  const rejected = reshardings(plan).filter(isRejected);
  if (rejected.length === 0) return;
  throw new UserError(
    [
      "AWS would reject this plan, so nothing is applied:",
      ...rejected.map((each) => `${each.address} ${reshardingProblem(each) ?? ""}`),
    ],
    "Change stream.capacity in config/environments.ts; where steps are named, set shardCount to the first, deploy, and continue with the next.",
  );
}

function shardCount(values: Values | null): number | undefined {
  const count = values?.["shard_count"];
  return typeof count === "number" && count > 0 ? count : undefined;
}

/** Streams from before there were modes have none in their state, and are provisioned. */
function isOnDemand(values: Values | null): boolean {
  return JSON.stringify(values?.["stream_mode_details"] ?? null).includes('"ON_DEMAND"');
}
