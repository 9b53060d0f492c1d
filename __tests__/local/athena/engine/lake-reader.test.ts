import { LakeReader } from "../../../../local/athena/engine/lake-reader";
import { catalogTable } from "../../../../local/athena/engine/catalog-table";
import type { ChangeScope } from "../../../../local/gateway/change-tracker";
import { EVENTS, fillEvents } from "../../../support/fake-aws/event-table";
import { FakeAws } from "../../../support/fake-aws/fake-aws";

const LOCATION = "s3://lake/data/";
const CALLS = ["GetTableCommand", "GetPartitionsCommand", "ListObjectsV2Command"];

describe("metadata of the lake", () => {
  const aws = new FakeAws();

  beforeAll(() => fillEvents(aws));

  beforeEach(() => {
    aws.calls.length = 0;
  });

  const asked = () => CALLS.map((command) => aws.inputs(command).length);

  async function readAll(reader: LakeReader): Promise<void> {
    await reader.entry("db", "events");
    await reader.partitions(catalogTable("db", EVENTS));
    await reader.objects([LOCATION]);
  }

  it("is cached while nothing changes", async () => {
    const reader = new LakeReader(aws.clients, () => 1);
    await readAll(reader);
    await readAll(reader);
    expect(asked()).toEqual([1, 1, 1]);
  });

  it.each<[ChangeScope, number[]]>([
    ["glue", [2, 2, 1]],
    ["s3/lake", [1, 1, 2]],
    ["s3/other", [1, 1, 1]],
    ["athena", [1, 1, 1]],
  ])("is invalidated by a change of %s", async (changed, expected) => {
    let revision = 1;
    const reader = new LakeReader(aws.clients, (scope) => (scope === changed ? revision : 1));
    await readAll(reader);
    revision += 1;
    await readAll(reader);
    expect(asked()).toEqual(expected);
  });

  it("is not cached without revisions", async () => {
    const reader = new LakeReader(aws.clients);
    await readAll(reader);
    await readAll(reader);
    expect(asked()).toEqual([2, 2, 2]);
  });
});
