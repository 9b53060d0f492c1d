import { CreateDatabaseCommand, CreateTableCommand, GetTablesCommand } from "@aws-sdk/client-glue";
import { ControlPlane } from "../../support/emulator/control-plane";

const DATABASE = "shop";
/** Doubles its time with each letter of the name that it looks at. */
const ENDLESS = "^(a+)+$";

describe("a regular expression over the names of tables", () => {
  let plane: ControlPlane;

  beforeAll(async () => {
    plane = await ControlPlane.start(() => undefined);
    const { glue } = plane.clients;
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: DATABASE } }));
    for (const Name of ["orders", "orders_errors", "returns", `${"a".repeat(40)}!`]) {
      await glue.send(new CreateTableCommand({ DatabaseName: DATABASE, TableInput: { Name } }));
    }
  }, 60_000);

  afterAll(() => plane.stop());

  async function namesFor(Expression: string): Promise<unknown> {
    const command = new GetTablesCommand({ DatabaseName: DATABASE, Expression });
    const { TableList = [] } = await plane.clients.glue.send(command);
    return TableList.map(({ Name }) => Name).sort();
  }

  it.each([
    ["orders", ["orders", "orders_errors"]],
    ["orders*", ["orders", "orders_errors"]],
    ["(orders|returns)$", ["orders", "returns"]],
    [".*errors", ["orders_errors"]],
    ["nothing", []],
  ])("finds by %s what it matches", async (expression, names) => {
    expect(await namesFor(expression)).toEqual(names);
  });

  it("that backtracks without end is refused, and other calls are answered before", async () => {
    const order: string[] = [];
    const endless = namesFor(ENDLESS).then(
      () => order.push("matched"),
      (error: Error) => order.push(error.name),
    );
    for (let call = 0; call < 5; call += 1) {
      await namesFor("returns");
      order.push("answered");
    }
    await endless;
    expect(order).toEqual([...Array<string>(5).fill("answered"), "InvalidInputException"]);
  }, 60_000);

  it.each(["(", "[", "a{99999999999}"])("that is none is refused: %s", async (expression) => {
    await expect(namesFor(expression)).rejects.toThrow(/InvalidInput|regular expression/);
  });
});
