import { startConsole } from "../../../cli/console/console-command";
import type { Lake } from "../../../cli/target/connected-lake";
import { requireEnvironment } from "../../../cli/target/require-environment";

const lake: Lake = {
  environment: requireEnvironment("dev"),
  readOnly: true,
  targets: () => Promise.resolve([]),
};

it("a console reports a port that is taken", async () => {
  const first = await startConsole(lake, 0);
  try {
    await expect(startConsole(lake, first.port)).rejects.toMatchObject({
      name: "UserError",
      message: `Port ${first.port} is taken by another program.`,
    });
  } finally {
    await first.stop();
  }
});
