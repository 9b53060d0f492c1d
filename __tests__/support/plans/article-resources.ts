import type { ExistingResources } from "../../../model/environment/existing-resources";

/** Settings that keep all resources of the article's stack in an account. */
export function articleResources(accountId: string) {
  return {
    lakeBucket: `dv-sample-events-${accountId}`,
    rawBucket: `dv-sample-events-${accountId}-raw`,
    bucketKeyId: "11111111-2222-3333-4444-555555555555",
    streamKeyId: "66666666-7777-8888-9999-000000000000",
    database: "dv-sample-events-db",
    datasets: {
      sample_events: {
        stream: "DV-Sample-Events-Stream",
        table: `dv_sample_events_${accountId}`,
        deliveryStream: "DV-Sample-Events-Firehose-S3",
        deliveryRole: "data-lake-DeliveryRole-1A2B3C4D5E6F",
      },
    },
  } satisfies ExistingResources;
}
