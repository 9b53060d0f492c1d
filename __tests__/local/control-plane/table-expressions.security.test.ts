import { CreateDatabaseCommand, CreateTableCommand, GetTablesCommand } from "@aws-sdk/client-glue";
import { ControlPlane } from "../../support/emulator/control-plane";

const DATABASE = "shop";
/** Its time doubles with each letter of the name. */
const ENDLESS = "^(a+)+$";

describe("a regular expression for table names", () => {
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
  ])("finds matching names by %s", async (expression, names) => {
    expect(await namesFor(expression)).toEqual(names);
  });

  it("is rejected if it backtracks without end, and blocks no other call", async () => {
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

  it.each(["(", "[", "a{99999999999}"])("is rejected if it is invalid: %s", async (expression) => {
    await expect(namesFor(expression)).rejects.toThrow(/InvalidInput|regular expression/);
  });
});
