import { lifecycleOf } from "../object-lifecycle";
import { costLine, over, times } from "../cost-line";
import type { CostContext, CostLine, Factor } from "../cost-line";
import { refersTo, resourcesOf, stringArgument } from "../../terraform/plan/terraform-resource";
import type { TerraformResource } from "../../terraform/plan/terraform-resource";
import { bucketOf, deliveriesOf } from "../delivery";
import type { DeliveryOutput } from "../delivery";
import { averageDaysStored } from "../storage-time";
import { bytesPerSecond, DAYS_PER_MONTH, GIB, SECONDS_PER_MONTH } from "../usage";
import type { Usage } from "../usage";

const SERVICE = "S3";
const DAY_SECONDS = 86_400;
/** GET requests of Athena per object: its footer, and some of its columns. */
const READS_PER_OBJECT = 3;
/** Size of one line of a server access log. */
const ACCESS_LOG_LINE_BYTES = 500;

/** Cost of writing, storing and reading the objects of the buckets. */
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

/** Objects that Athena reads per month, at the size in which they are written. */
export function objectsRead(usage: Usage, deliveries: readonly DeliveryOutput[]): Factor[] {
  const parquet = deliveries.filter(({ kind }) => kind === "destination");
  const objects = parquet.reduce((sum, { objectsPerSecond }) => sum + objectsPerSecond, 0);
  const bytes = parquet.reduce((sum, { ratio }) => sum + bytesPerSecond(usage) * ratio, 0);
  const perQuery = bytes === 0 ? 0 : Math.ceil((usage.scanBytesPerQuery * objects) / bytes);
  return [
    times(usage.queriesPerDay, "queries per day"),
    times(DAYS_PER_MONTH, "days"),
    times(perQuery, "objects"),
  ];
}

function nameOf({ kind, ratio }: DeliveryOutput): string {
  return kind === "backup" ? `raw records${ratio < 1 ? ", GZIP" : ""}` : "delivered objects";
}

function putCost(context: CostContext, delivery: DeliveryOutput): CostLine {
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

function storageCosts(context: CostContext, delivery: DeliveryOutput): CostLine[] {
  const { resources, usage } = context;
  const bucket = bucketOf(delivery, resources);
  if (bucket === undefined) return [];
  const lifecycle = lifecycleOf(bucket, delivery.prefix, resources);
  const { infrequentAccessDays, glacierInstantDays } = lifecycle;
  const end =
    lifecycle.expirationDays === undefined
      ? undefined
      : lifecycle.expirationDays + lifecycle.noncurrentDays;
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
    // Expiring objects soon reach a constant volume; others are counted in the requested month.
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
        what: `${nameOf(delivery)} in ${span.name}, ${steady ? "at constant volume" : `month ${usage.month}`}`,
        factors: [
          times(bytesPerSecond(usage), "bytes/s"),
          ...(delivery.ratio === 1 ? [] : [times(delivery.ratio, "of the size")]),
          times(DAY_SECONDS, "s per day"),
          times(days, "days stored"),
          over(GIB, "bytes per GB"),
        ],
        price: span.price,
      }),
      ...inTransition,
    ];
  });
}

function transitionCost(
  context: CostContext,
  delivery: DeliveryOutput,
  span: {
    readonly name: string;
    readonly price: "s3InfrequentAccess" | "s3GlacierInstant" | "s3Standard";
  },
): CostLine {
  return costLine(context, {
    service: SERVICE,
    resource: delivery.stream.address,
    what: `${nameOf(delivery)}, transition to ${span.name}`,
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

function queryCosts(context: CostContext, deliveries: readonly DeliveryOutput[]): CostLine[] {
  const [group] = resourcesOf(context.resources, "aws_athena_workgroup");
  if (group === undefined) return [];
  return [
    costLine(context, {
      service: SERVICE,
      resource: group.address,
      what: "GET requests of queries",
      factors: [
        ...objectsRead(context.usage, deliveries),
        times(READS_PER_OBJECT, "reads"),
        over(1000, ""),
      ],
      price: "s3Get",
    }),
  ];
}

/** Log delivery is free; log objects are charged like any other, with one line per write of the lake. */
function accessLogCosts(context: CostContext, deliveries: readonly DeliveryOutput[]): CostLine[] {
  const { resources, usage } = context;
  return resourcesOf(resources, "aws_s3_bucket_logging").flatMap((logging) => {
    const source = find(resources, stringArgument(logging.values, "bucket"));
    const target = find(resources, stringArgument(logging.values, "target_bucket"));
    if (source === undefined || target === undefined) return [];
    const writes = deliveries.filter(
      (each) => bucketOf(each, resources)?.address === source.address,
    );
    const perSecond = writes.reduce((sum, { objectsPerSecond }) => sum + objectsPerSecond, 0);
    if (perSecond === 0) return [];
    const prefix = stringArgument(logging.values, "target_prefix") ?? "";
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
          times(DAY_SECONDS, "s per day"),
          times(ACCESS_LOG_LINE_BYTES, "bytes per line"),
          times(days, "days stored"),
          over(GIB, "bytes per GB"),
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
