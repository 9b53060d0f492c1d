import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine } from "../cost-line";
import { resourcesOf } from "../../terraform/plan/terraform-resource";
import { convertsFormat, deliveriesOf, partitionsDynamically, readsKinesis } from "../delivery";
import {
  bytesPerSecond,
  GIB,
  KIB,
  recordBytes,
  recordsPerSecond,
  SECONDS_PER_MONTH,
} from "../usage";

const SERVICE = "Firehose";
/** Each record is billed in increments of 5 KB, for any source. */
const BILLING_STEP = 5 * KIB;

/** Cost of the delivery streams. */
export function firehoseCosts(context: CostContext): CostLine[] {
  const { resources, usage } = context;
  const billed = [
    times(recordsPerSecond(usage), "records/s"),
    times(SECONDS_PER_MONTH, "s"),
    times(
      (Math.ceil(recordBytes(usage) / BILLING_STEP) * BILLING_STEP) / KIB,
      "KB, rounded up to 5 KB",
    ),
    over(GIB / KIB, "KB per GB"),
  ];
  return resourcesOf(resources, "aws_kinesis_firehose_delivery_stream")
    .filter(readsKinesis)
    .flatMap((stream) => {
      const line = { service: SERVICE, resource: stream.address, factors: billed };
      return [
        costLine(context, { ...line, what: "ingestion", price: "firehoseIngestion" }),
        ...(convertsFormat(stream)
          ? [
              costLine(context, {
                ...line,
                what: "format conversion",
                price: "firehoseFormatConversion",
              }),
            ]
          : []),
        ...(partitionsDynamically(stream) ? partitioningCosts(context, stream.address) : []),
      ];
    });
}

function partitioningCosts(context: CostContext, address: string): CostLine[] {
  const { resources, usage } = context;
  const line = { service: SERVICE, resource: address };
  const objects = deliveriesOf(resources, usage)
    .filter(({ stream, kind }) => stream.address === address && kind === "destination")
    .reduce((sum, { objectsPerSecond }) => sum + objectsPerSecond, 0);
  return [
    costLine(context, {
      ...line,
      what: "dynamic partitioning, data",
      factors: [
        times(bytesPerSecond(usage), "bytes/s"),
        times(SECONDS_PER_MONTH, "s"),
        over(GIB, "bytes per GB"),
      ],
      price: "firehosePartitionedData",
    }),
    costLine(context, {
      ...line,
      what: "dynamic partitioning, objects",
      factors: [times(objects, "objects/s"), times(SECONDS_PER_MONTH, "s"), over(1000, "")],
      price: "firehosePartitionedObjects",
    }),
  ];
}
