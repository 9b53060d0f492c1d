import { invalidRequest } from "../stream/errors";
import type { Commitment, KinesisContext, KinesisOperation } from "./kinesis-context";

/** Shortest time of a commitment. @see https://aws.amazon.com/kinesis/data-streams/pricing/ */
const COMMITMENT_MS = 24 * 60 * 60 * 1000;

export const describeAccountSettings: KinesisOperation = (context, { region }) => ({
  MinimumThroughputBillingCommitment: render(context, region),
});

export const updateAccountSettings: KinesisOperation = (context, { input, region }) => {
  const { commitments, now } = context;
  // The model was checked before.
  const { Status: status } = input["MinimumThroughputBillingCommitment"] as {
    readonly Status: "ENABLED" | "DISABLED";
  };
  const present = commitmentIn(context, region);
  if (status === present.status) {
    return { MinimumThroughputBillingCommitment: render(context, region) };
  }
  if (status === "ENABLED") commitments.set(region, { status, startedAt: now() });
  else {
    const earliest = (present.startedAt ?? 0) + COMMITMENT_MS;
    if (now() < earliest) {
      throw invalidRequest(
        `The commitment can be ended from ${new Date(earliest).toISOString()} on.`,
      );
    }
    commitments.set(region, { ...present, status, endedAt: now() });
  }
  return { MinimumThroughputBillingCommitment: render(context, region) };
};

/** Requires the commitment without which there is no warm throughput. @throws AwsServiceError ValidationException */
export function requireCommitment(context: KinesisContext, region: string): void {
  if (commitmentIn(context, region).status === "ENABLED") return;
  throw invalidRequest(
    "WarmThroughputMiBps requires MinimumThroughputBillingCommitment to be enabled for the account.",
  );
}

function commitmentIn({ commitments }: KinesisContext, region: string): Commitment {
  return commitments.get(region) ?? { status: "DISABLED" };
}

function render(context: KinesisContext, region: string): object {
  const { status, startedAt, endedAt } = commitmentIn(context, region);
  const time = (value: number | undefined) => (value === undefined ? undefined : new Date(value));
  return {
    Status: status,
    StartedAt: time(startedAt),
    EndedAt: time(endedAt),
    EarliestAllowedEndAt:
      status === "ENABLED" && startedAt !== undefined ? time(startedAt + COMMITMENT_MS) : undefined,
  };
}
