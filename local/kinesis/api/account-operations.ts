import { invalidRequest } from "../stream/errors";
import type { KinesisContext, KinesisOperation } from "./kinesis-context";

/** Shortest time of a commitment. @see https://aws.amazon.com/kinesis/data-streams/pricing/ */
const COMMITMENT_MS = 24 * 60 * 60 * 1000;

export const describeAccountSettings: KinesisOperation = (context, { region }) => ({
  MinimumThroughputBillingCommitment: render(context, region),
});

export const updateAccountSettings: KinesisOperation = (context, { input, region }) => {
  const { account, now } = context;
  // The model was checked before.
  const { Status: status } = input["MinimumThroughputBillingCommitment"] as {
    readonly Status: "ENABLED" | "DISABLED";
  };
  const present = account.commitment(region);
  if (status === present.status) {
    return { MinimumThroughputBillingCommitment: render(context, region) };
  }
  if (status === "ENABLED") account.setCommitment(region, { status, startedAt: now() });
  else {
    const earliest = (present.startedAt ?? 0) + COMMITMENT_MS;
    if (now() < earliest) {
      throw invalidRequest(
        `The commitment can be ended from ${new Date(earliest).toISOString()} on.`,
      );
    }
    account.setCommitment(region, { ...present, status, endedAt: now() });
  }
  return { MinimumThroughputBillingCommitment: render(context, region) };
};

/** Requires the commitment without which there is no warm throughput. @throws AwsServiceError ValidationException */
export function requireCommitment({ account }: KinesisContext, region: string): void {
  if (account.commitment(region).status === "ENABLED") return;
  throw invalidRequest(
    "WarmThroughputMiBps requires MinimumThroughputBillingCommitment to be enabled for the account.",
  );
}

function render({ account }: KinesisContext, region: string): object {
  const { status, startedAt, endedAt } = account.commitment(region);
  const time = (value: number | undefined) => (value === undefined ? undefined : new Date(value));
  return {
    Status: status,
    StartedAt: time(startedAt),
    EndedAt: time(endedAt),
    EarliestAllowedEndAt:
      status === "ENABLED" && startedAt !== undefined ? time(startedAt + COMMITMENT_MS) : undefined,
  };
}
