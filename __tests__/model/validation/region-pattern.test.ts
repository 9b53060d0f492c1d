import { readFileSync } from "node:fs";
import path from "node:path";
import { regionPattern } from "../../../model/validation/patterns";

interface Partition {
  readonly id: string;
  readonly regionRegex: string;
  readonly regions: Readonly<Record<string, unknown>>;
}

/** The SDK's copy of AWS's `partitions.json`, which it does not export. */
function readPartitions(): readonly Partition[] {
  const file = path.join(
    path.dirname(require.resolve("@aws-sdk/core/package.json")),
    "dist-es/submodules/client/util-endpoints/lib/aws/partitions.js",
  );
  const [, literal = ""] =
    /partitionsInfo = (\{[\s\S]*?\n\});?\n/.exec(readFileSync(file, "utf8")) ?? [];
  // The file's own form; the next test fails if it changes.
  return (JSON.parse(literal) as { partitions: readonly Partition[] }).partitions;
}

describe("the region of an environment", () => {
  const partitions = readPartitions();
  const regionsOf = (...ids: readonly string[]) =>
    partitions
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ regions }) => Object.keys(regions))
      .filter((region) => !region.endsWith("-global"));

  it("may be each region of AWS and GovCloud that the SDK knows", () => {
    const regions = regionsOf("aws", "aws-us-gov");
    expect(regions).toEqual(expect.arrayContaining(["us-east-1", "mx-central-1", "us-gov-west-1"]));
    expect(regions.filter((region) => !regionPattern.pattern.test(region))).toEqual([]);
  });

  it("may be no region of another partition", () => {
    const others = partitions.map(({ id }) => id).filter((id) => !/^aws(-us-gov)?$/.test(id));
    expect(others).toContain("aws-cn");
    expect(regionsOf(...others).filter((region) => regionPattern.pattern.test(region))).toEqual([]);
  });

  it("has the areas of the partition's own pattern", () => {
    const { regionRegex = "" } = partitions.find(({ id }) => id === "aws") ?? {};
    const [areas = ""] = /\([a-z|]+\)/.exec(regionRegex) ?? [];
    expect(areas).toContain("|");
    expect(regionPattern.pattern.source).toContain(areas);
  });

  it.each(["eu-southwest-1", "ap-north-12"])("may be new: %s", (region) => {
    expect(region).toMatch(regionPattern.pattern);
  });

  it.each(["us-est-1", "ue-west-1", "eu-wset-1", "us-east", "us-east-1a", "us-east1", "US-EAST-1"])(
    "is no typing error: %s",
    (region) => {
      expect(region).not.toMatch(regionPattern.pattern);
    },
  );
});
