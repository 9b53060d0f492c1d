import { lifecycleOf } from "../object-lifecycle";
import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine, Factor } from "../cost-line";
import { refersTo, resourcesOf, text } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { bucketOf, deliveriesOf } from "../delivery";
import type { Delivery } from "../delivery";
import { averageDaysStored } from "../storage-time";
import { bytesPerSecond, DAYS_PER_MONTH, GIB, SECONDS_PER_MONTH } from "../usage";
import type { Usage } from "../usage";

const SERVICE = "S3";
const DAY_SECONDS = 86_400;
/** Reads of one object by Athena: its footer, and some of its columns. */
const READS_PER_OBJECT = 3;
/** A line of a server access log. */
const ACCESS_LOG_LINE_BYTES = 500;

/** What the objects of the buckets cost: to write, to keep, and to read. */
export function s3Costs(context: CostContext): CostLine[] {
  const deliveries = deliveriesOf(context.resources, context.usage);
  return [
    ...deliveries.flatMap((delivery) => [
      putCost(context, delivery),
      ...storageCosts(context, delivery),
    ]),
    ...queryCosts(context, deliveries),
    ...accessLogCosts(context, deliveries),
  ];
}

/** Objects that Athena opens in a month, when it finds them as large as they were written. */
export function objectsRead(usage: Usage, deliveries: readonly Delivery[]): Factor[] {
  const parquet = deliveries.filter(({ kind }) => kind === "destination");
  const objects = parquet.reduce((sum, { objectsPerSecond }) => sum + objectsPerSecond, 0);
  const bytes = parquet.reduce((sum, { ratio }) => sum + bytesPerSecond(usage) * ratio, 0);
  const perQuery = bytes === 0 ? 0 : Math.ceil((usage.scanBytesPerQuery * objects) / bytes);
  return [
    times(usage.queriesPerDay, "queries a day"),
    times(DAYS_PER_MONTH, "days"),
    times(perQuery, "objects"),
  ];
}

function nameOf({ kind, ratio }: Delivery): string {
  return kind === "backup" ? `raw records${ratio < 1 ? ", GZIP" : ""}` : "delivered objects";
}

function putCost(context: CostContext, delivery: Delivery): CostLine {
  return costLine(context, {
    service: SERVICE,
    resource: delivery.stream.address,
    what: `${nameOf(delivery)}, PUT requests`,
    factors: [
      times(delivery.objectsPerSecond, "objects/s"),
      times(SECONDS_PER_MONTH, "s"),
      over(1000, ""),
    ],
    price: "s3Put",
  });
}

function storageCosts(context: CostContext, delivery: Delivery): CostLine[] {
  const { resources, usage } = context;
  const bucket = bucketOf(delivery, resources);
  if (bucket === undefined) return [];
  const ageing = lifecycleOf(bucket, delivery.prefix, resources);
  const { infrequentAccessDays, glacierInstantDays } = ageing;
  const end =
    ageing.expirationDays === undefined ? undefined : ageing.expirationDays + ageing.noncurrentDays;
  const spans = [
    {
      price: "s3Standard",
      name: "Standard",
      from: 0,
      to: infrequentAccessDays ?? glacierInstantDays ?? end,
    },
    ...(infrequentAccessDays === undefined
      ? []
      : [
          {
            price: "s3InfrequentAccess",
            name: "Standard-IA",
            from: infrequentAccessDays,
            to: glacierInstantDays ?? end,
          } as const,
        ]),
    ...(glacierInstantDays === undefined
      ? []
      : [
          {
            price: "s3GlacierInstant",
            name: "Glacier Instant",
            from: glacierInstantDays,
            to: end,
          } as const,
        ]),
  ] as const;
  return spans.flatMap((span) => {
    // What expires has a steady size soon; what stays is counted in the month that is asked for.
    const steady = delivery.kind === "backup" && span.to !== undefined && Number.isFinite(span.to);
    const days = steady
      ? Math.max(0, (span.to ?? 0) - span.from)
      : averageDaysStored(span, usage.month);
    const inTransition =
      span.price !== "s3Standard" && usage.month * DAYS_PER_MONTH > span.from
        ? [transitionCost(context, delivery, span)]
        : [];
    if (days === 0) return inTransition;
    return [
      costLine(context, {
        service: SERVICE,
        resource: bucket.address,
        what: `${nameOf(delivery)} in ${span.name}, ${steady ? "once all days are kept" : `month ${usage.month}`}`,
        factors: [
          times(bytesPerSecond(usage), "bytes/s"),
          ...(delivery.ratio === 1 ? [] : [times(delivery.ratio, "of the size")]),
          times(DAY_SECONDS, "s a day"),
          times(days, "days kept"),
          over(GIB, "bytes a GB"),
        ],
        price: span.price,
      }),
      ...inTransition,
    ];
  });
}

function transitionCost(
  context: CostContext,
  delivery: Delivery,
  span: {
    readonly name: string;
    readonly price: "s3InfrequentAccess" | "s3GlacierInstant" | "s3Standard";
  },
): CostLine {
  return costLine(context, {
    service: SERVICE,
    resource: delivery.stream.address,
    what: `${nameOf(delivery)}, moves to ${span.name}`,
    factors: [
      times(delivery.objectsPerSecond, "objects/s"),
      times(SECONDS_PER_MONTH, "s"),
      over(1000, ""),
    ],
    price:
      span.price === "s3InfrequentAccess"
        ? "s3InfrequentAccessTransition"
        : "s3GlacierInstantTransition",
  });
}

function queryCosts(context: CostContext, deliveries: readonly Delivery[]): CostLine[] {
  const [group] = resourcesOf(context.resources, "aws_athena_workgroup");
  if (group === undefined) return [];
  return [
    costLine(context, {
      service: SERVICE,
      resource: group.address,
      what: "reads of queries",
      factors: [
        ...objectsRead(context.usage, deliveries),
        times(READS_PER_OBJECT, "reads"),
        over(1000, ""),
      ],
      price: "s3Get",
    }),
  ];
}

/** Log delivery is free; the lines are kept like any object, and each write of the lake makes one. */
function accessLogCosts(context: CostContext, deliveries: readonly Delivery[]): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_s3_bucket_logging").flatMap((logging) => {
    const source = find(resources, text(logging.values, "bucket"));
    const target = find(resources, text(logging.values, "target_bucket"));
    if (source === undefined || target === undefined) return [];
    const writes = deliveries.filter(
      (each) => bucketOf(each, resources)?.address === source.address,
    );
    const perSecond = writes.reduce((sum, { objectsPerSecond }) => sum + objectsPerSecond, 0);
    if (perSecond === 0) return [];
    const prefix = text(logging.values, "target_prefix") ?? "";
    const { expirationDays, noncurrentDays } = lifecycleOf(target, prefix, resources);
    const days =
      expirationDays === undefined || !Number.isFinite(noncurrentDays)
        ? averageDaysStored({ from: 0 }, usage.month)
        : expirationDays + noncurrentDays;
    return [
      costLine(context, {
        service: SERVICE,
        resource: logging.address,
        what: `access log of ${source.address.split(".")[1] ?? source.address}`,
        factors: [
          times(perSecond, "writes/s"),
          times(DAY_SECONDS, "s a day"),
          times(ACCESS_LOG_LINE_BYTES, "bytes a line"),
          times(days, "days kept"),
          over(GIB, "bytes a GB"),
        ],
        price: "s3Standard",
      }),
    ];
  });
}

function find(
  resources: readonly TerraformResource[],
  value: string | undefined,
): TerraformResource | undefined {
  return resourcesOf(resources, "aws_s3_bucket").find((bucket) => refersTo(value, bucket));
}
