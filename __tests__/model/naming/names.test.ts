import { datasetNames, lakeNames } from "../../../model/naming/names";

const scope = { project: "lake", environment: "dev", accountId: "111122223333" };

function namesOf(...of: Parameters<typeof datasetNames>): string[] {
  return Object.values<string>({ ...datasetNames(...of) });
}

describe("names", () => {
  it("of buckets contain project, environment and account", () => {
    const { lakeBucket, rawBucket, resultsBucket } = lakeNames(scope);
    expect([lakeBucket, rawBucket, resultsBucket]).toEqual([
      "lake-dev-111122223333-lake",
      "lake-dev-111122223333-raw",
      "lake-dev-111122223333-athena-results",
    ]);
  });

  it("of other resources contain project and environment", () => {
    expect(lakeNames(scope)).toMatchObject({
      bucketKeyAlias: "alias/lake-dev-buckets",
      database: "lake_dev",
      workGroup: "lake-dev",
    });
  });

  it("of a dataset have hyphens for its underscores, except for the table and the prefixes", () => {
    expect(datasetNames(scope, "web_orders")).toMatchObject({
      stream: "lake-dev-web-orders",
      publisherFunction: "lake-dev-web-orders-publisher",
      deliveryStream: "lake-dev-web-orders",
      crawler: "lake-dev-web-orders",
      table: "web_orders",
      errorTable: "web_orders_errors",
      dataPrefix: "data/web_orders/",
      errorPrefix: "errors/web_orders/",
      rawPrefix: "web_orders/",
    });
  });

  it("of what an environment keeps are the only ones that change", () => {
    const kept = { stream: "S", table: "t", deliveryStream: "D", deliveryRole: "R" };
    const existing = { datasets: { orders: kept } };
    expect(datasetNames({ ...scope, existing }, "orders")).toEqual({
      ...datasetNames(scope, "orders"),
      ...kept,
    });
  });

  it("of two datasets, or two environments, have nothing in common", () => {
    const dev = namesOf(scope, "orders");
    const others = [
      ...namesOf(scope, "returns"),
      ...namesOf({ ...scope, environment: "qa" }, "orders").filter(
        // Names within an environment's own database and buckets.
        (name) => !/^((data|errors|replay)\/)?orders(_errors)?\/?$/.test(name),
      ),
    ];
    expect(others.filter((name) => dev.includes(name))).toEqual([]);
  });
});
