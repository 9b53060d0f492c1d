import type { ShardPosition } from "./checkpoint";
import type { StartingPosition } from "./source-stream";

/**
 * Determines where reading of a shard starts, so that the slowest sink misses no record.
 *
 * @param positions what each sink has delivered of the shard
 * @param createdAt creation time of the delivery stream, the start for a sink that has delivered nothing
 * @returns undefined if every sink has delivered the whole shard
 */
export function startingPosition(
  positions: readonly ShardPosition[],
  createdAt: Date,
): StartingPosition | undefined {
  const open = positions.filter(({ ended }) => ended !== true);
  if (open.length === 0) return undefined;
  const delivered = open.flatMap(({ sequenceNumber }) => sequenceNumber ?? []);
  if (delivered.length < open.length) return { atTimestamp: createdAt };
  const [slowest = "0"] = delivered.sort((left, right) => (BigInt(left) < BigInt(right) ? -1 : 1));
  return { afterSequenceNumber: slowest };
}
