import { column, defineDataset } from "streaming-data-lake";
import type { Environment } from "streaming-data-lake";

/** Orders of a shop. */
export const orders = defineDataset({
  name: "orders",
  description: "Orders that customers placed in the shop.",
  columns: {
    order_id: column.string({ description: "Number of the order." }),
    placed_at: column.timestamp({ description: "When the order was placed, in UTC." }),
    country: column.string({ description: "Where it goes.", examples: ["FR", "DE", "US"] }),
    total_cents: column.bigint({ description: "What it costs, in cents." }),
  },
  partitionKeyPath: "order_id",
  eventIdPath: "order_id",
  eventTimePath: "placed_at",
  validation: "reject",
});

/** Where the lake goes. */
export const environment = {
  name: "shop",
  project: "orders-platform",
  region: "eu-west-1",
  accountId: "111122223333",
  removalPolicy: "retain",
  state: { type: "s3", region: "eu-west-1" },
  partitions: { type: "projection", since: "2026-01-01", granularity: "day" },
} satisfies Environment;
