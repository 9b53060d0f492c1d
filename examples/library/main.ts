import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { App, TerraformStack } from "cdktf";
import * as lake from "streaming-data-lake";
import { environment, orders } from "./config";

async function main(): Promise<void> {
  const found = lake.validateConfiguration([environment], [orders]);
  if (found.length > 0) throw new Error(found.map(lake.violationLine).join("\n"));

  const app = new App();
  const datasets = await lake.packageDatasets([orders], {
    sourceFolder: lake.publisherSourceFolder,
    packagesFolder: "cdktf.out/packages",
  });

  // The whole lake, and in the same stack a resource of our own, by which other teams find the stream.
  const shop = new lake.DataLakeStack(app, { environment, datasets });
  new SsmParameter(shop, "orders_stream_parameter", {
    name: "/shop/orders/stream-name",
    type: "String",
    value: shop.pipelineOf(orders).stream.streamName,
  });

  // One module alone, in a stack that has nothing else of the lake.
  const { region, accountId, removalPolicy } = environment;
  const archive = new TerraformStack(app, "archive");
  new AwsProvider(archive, "aws", { region, allowedAccountIds: [accountId] });
  const kept = { region, accountId, removalPolicy };
  const key = new lake.BucketKey(archive, "key", { ...kept, alias: "alias/shop-archive" });
  new lake.DataLakeBucket(archive, "bucket", {
    ...kept,
    bucketName: `shop-archive-${accountId}`,
    key,
  });

  const violations = lake.findViolations(app);
  if (violations.length > 0) throw new Error(violations.join("\n"));
  app.synth();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
