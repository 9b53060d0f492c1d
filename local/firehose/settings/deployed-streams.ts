import {
  DescribeDeliveryStreamCommand,
  ListDeliveryStreamsCommand,
} from "@aws-sdk/client-firehose";
import type { DeliveryStreamDescription, FirehoseClient } from "@aws-sdk/client-firehose";

/** The names of all delivery streams of a region. */
export async function listNames(firehose: FirehoseClient): Promise<string[]> {
  const names: string[] = [];
  let hasMore: boolean | undefined;
  do {
    const page = await firehose.send(
      new ListDeliveryStreamsCommand({ ExclusiveStartDeliveryStreamName: names.at(-1) }),
    );
    names.push(...(page.DeliveryStreamNames ?? []));
    hasMore = page.HasMoreDeliveryStreams;
  } while (hasMore === true);
  return names;
}

/** Describes a delivery stream; undefined if it does not exist. */
export async function describe(
  firehose: FirehoseClient,
  name: string,
): Promise<DeliveryStreamDescription | undefined> {
  try {
    const answer = await firehose.send(
      new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }),
    );
    return answer.DeliveryStreamDescription;
  } catch (error) {
    // It was deleted after the list was read.
    if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Distinguishes a delivery stream from an earlier one of the same name, which starts from the beginning. */
export function identityOf(arn: string | undefined, createdAt: Date | undefined): string {
  return `${arn} ${createdAt?.getTime() ?? 0}`;
}
