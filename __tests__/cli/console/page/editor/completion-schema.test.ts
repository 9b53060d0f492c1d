import { completionSchema } from "../../../../../cli/console/page/editor/completion-schema";

describe("the completion of the SQL editor", () => {
  it("has the columns of a table, the fields of its structs, and its partition keys", () => {
    const columns = [
      { name: "event", type: "struct<status:string,tags:array<string>>", isPartitionKey: false },
      { name: "year", type: "string", isPartitionKey: true },
    ];
    const schema = completionSchema([{ name: "events", columns }]);
    expect(schema.events?.map(({ label, detail }) => [label, detail])).toEqual([
      ["event", "struct<…>"],
      ["event.status", "string"],
      ["event.tags", "array<…>"],
      ["year", "string, partition key"],
    ]);
  });
});
