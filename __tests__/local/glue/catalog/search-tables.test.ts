import {
  CreateDatabaseCommand,
  CreateTableCommand,
  DeleteTableCommand,
  GetTableCommand,
  type GlueClient,
  paginateSearchTables,
  SearchTablesCommand,
  type SearchTablesCommandInput,
} from "@aws-sdk/client-glue";
import { RunningEmulator } from "../../../support/emulator/running-emulator";

/** Tables by database; the names of the first are those of AWS's description of SearchTables. */
const TABLES = {
  links: ["customer-link", "xx-link-yy", "xxlinkyy"],
  shop: ["orders", "returns"],
};

describe("SearchTables", () => {
  let aws: RunningEmulator;
  let glue: GlueClient;

  beforeAll(async () => {
    aws = await RunningEmulator.start();
    glue = aws.clients.glue;
    for (const [DatabaseName, names] of Object.entries(TABLES)) {
      await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DatabaseName } }));
      for (const Name of names) {
        const StorageDescriptor = {
          Columns: [{ Name: `${Name}_id`, Type: "bigint", Comment: `Number of ${Name}` }],
        };
        const TableInput = {
          ...{ Name, StorageDescriptor, Owner: "team a", TableType: "EXTERNAL_TABLE" },
          Parameters: { classification: DatabaseName === "shop" ? "parquet" : "json" },
          PartitionKeys: [{ Name: "day", Type: "date" }],
        };
        await glue.send(new CreateTableCommand({ DatabaseName, TableInput }));
      }
    }
  }, 60_000);

  afterAll(() => aws.stop());

  async function names(input: SearchTablesCommandInput): Promise<(string | undefined)[]> {
    const { TableList = [] } = await glue.send(new SearchTablesCommand(input));
    return TableList.map(({ Name }) => Name);
  }

  const filtered = (Key: string, Value: string, Comparator?: "GREATER_THAN" | "LESS_THAN_EQUALS") =>
    names({ Filters: [{ Key, Value, ...(Comparator === undefined ? {} : { Comparator }) }] });

  it("finds names by their parts, as AWS's example says", async () => {
    expect(await filtered("Name", "link")).toEqual(["customer-link", "xx-link-yy"]);
    expect(await filtered("Name", "customer-link")).toEqual(["customer-link"]);
    expect(await filtered("Name", "nothing")).toEqual([]);
  });

  it("requires every filter and the text", async () => {
    expect(await filtered("DatabaseName", "shop")).toEqual(["orders", "returns"]);
    const DatabaseName = { Key: "DatabaseName", Value: "shop" };
    expect(await names({ Filters: [DatabaseName, { Key: "Name", Value: "link" }] })).toEqual([]);
    expect(await names({ Filters: [DatabaseName], SearchText: "orders" })).toEqual(["orders"]);
  });

  it("compares times", async () => {
    expect(await filtered("CreateTime", "2020-01-01T00:00:00Z", "GREATER_THAN")).toHaveLength(5);
    expect(await filtered("CreateTime", "2020-01-01T00:00:00Z", "LESS_THAN_EQUALS")).toEqual([]);
    expect(await filtered("CreateTime", "1577836800", "GREATER_THAN")).toHaveLength(5);
  });

  it.each([
    ["a name", "ORDERS", ["orders"]],
    ["a parameter", "parquet", ["orders", "returns"]],
    ["a column", "returns_id", ["returns"]],
    ["a partition key", "day", [...TABLES.links, ...TABLES.shop]],
    ["words in a comment", "number orders", ["orders"]],
    ["nothing", "ord", []],
    ["a whole text in quotes", '"xx-link-yy"', ["xx-link-yy"]],
    ["a part of a text in quotes", '"link"', []],
  ])("finds tables by %s", async (_what, SearchText, expected) => {
    expect(await names({ SearchText })).toEqual(expected);
  });

  it("returns each table as GetTable does", async () => {
    const { TableList: [found] = [] } = await glue.send(
      new SearchTablesCommand({ SearchText: "orders" }),
    );
    const { Table } = await glue.send(
      new GetTableCommand({ DatabaseName: "shop", Name: "orders" }),
    );
    expect(found).toEqual(Table);
  });

  it("sorts by a property", async () => {
    const by = (FieldName: string, Sort: "ASC" | "DESC") =>
      names({ SortCriteria: [{ FieldName, Sort }] });
    const sorted = Object.values(TABLES).flat().sort();
    expect(await by("Name", "ASC")).toEqual(sorted);
    expect(await by("Name", "DESC")).toEqual([...sorted].reverse());
    expect(await by("CreateTime", "ASC")).toEqual([...TABLES.links, ...TABLES.shop]);
  });

  it("comes in pages, which the end of a table does not shift", async () => {
    const pages: (string | undefined)[][] = [];
    const SortCriteria = [{ FieldName: "Name", Sort: "DESC" as const }];
    await glue.send(
      new CreateTableCommand({ DatabaseName: "shop", TableInput: { Name: "zones" } }),
    );
    for await (const { TableList = [] } of paginateSearchTables(
      { client: glue, pageSize: 2 },
      { SortCriteria },
    )) {
      if (pages.length === 0) {
        await glue.send(new DeleteTableCommand({ DatabaseName: "shop", Name: "zones" }));
      }
      pages.push(TableList.map(({ Name }) => Name));
    }
    expect(pages).toEqual([
      ["zones", "xxlinkyy"],
      ["xx-link-yy", "returns"],
      ["orders", "customer-link"],
    ]);
  });

  it("has no tables of other accounts", async () => {
    expect(await names({ ResourceShareType: "FOREIGN" })).toEqual([]);
    expect(await names({ ResourceShareType: "FEDERATED" })).toEqual([]);
    expect(await names({ ResourceShareType: "ALL" })).toHaveLength(5);
  });

  it.each<[string, SearchTablesCommandInput, string]>([
    ["a page of no tables", { MaxResults: 0 }, "maxResults"],
    ["a page of too many", { MaxResults: 1001 }, "maxResults"],
    ["an empty text", { SearchText: "" }, "searchText"],
    [
      "two sort criteria",
      { SortCriteria: [{ FieldName: "Name" }, { FieldName: "Owner" }] },
      "sortCriteria",
    ],
    ["an unknown property", { Filters: [{ Key: "Colour", Value: "red" }] }, "Colour"],
    ["an unknown sort field", { SortCriteria: [{ FieldName: "Colour" }] }, "Colour"],
    ["a filter without a value", { Filters: [{ Key: "Name" }] }, "filters.member.value"],
    ["a time that is none", { Filters: [{ Key: "CreateTime", Value: "soon" }] }, "soon"],
    ["a token that is none", { NextToken: "what" }, "NextToken"],
  ])("refuses %s", async (_what, input, named) => {
    await expect(names(input)).rejects.toMatchObject({
      name: expect.stringMatching(/^(?:InvalidInput|Validation)Exception$/) as string,
      message: expect.stringContaining(named) as string,
    });
  });
});
