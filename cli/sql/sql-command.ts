import { messageOf } from "../../errors/message-of";
import { UserError } from "../../errors/user-error";
import { lakeHome } from "../../local/home/lake-home";
import { openHome } from "../../local/home/open-home";
import { ConnectedLake, anyTarget } from "../target/connected-lake";
import type { ResultFormat } from "../query/formats/format-names";
import { requireEnvironment } from "../target/require-environment";
import { countOf } from "../terminal/count-of";
import type { Output } from "../terminal/output";
import { SqlPrompt } from "./prompt/sql-prompt";
import { StatementHistory } from "./prompt/statement-history";
import { runScript } from "./run-script";
import { SessionSettings } from "./session-settings";
import { SqlSession } from "./sql-session";

/** Options of `lake sql`. */
export interface SqlOptions {
  readonly env: string;
  /** @default - a table; vertical on a terminal that is narrower than that */
  readonly output?: ResultFormat | undefined;
}

/**
 * `lake sql`: a prompt in a terminal; without one, it runs what it reads.
 *
 * @throws UserError for an unknown environment, a lake that can't be reached, or the first statement of a script that fails
 */
export async function sqlCommand(output: Output, options: SqlOptions): Promise<void> {
  const lake = new ConnectedLake(requireEnvironment(options.env), false);
  const settings = new SessionSettings(options.output);
  try {
    if (process.stdin.isTTY) await prompt(lake, settings, output);
    else {
      const columns = () => output.columns;
      await runScript(new SqlSession({ lake, settings, columns }), output, process.stdin);
    }
  } finally {
    lake.close();
  }
}

async function prompt(lake: ConnectedLake, settings: SessionSettings, output: Output) {
  if (output.json) {
    throw new UserError(
      "A prompt is no JSON document.",
      'Give the statements by standard input: echo "SELECT 1" | npx lake sql --json',
    );
  }
  if (!process.stdout.isTTY) {
    throw new UserError(
      "The answers go to a file or a pipe, and the statements come from a terminal.",
      'Give the statements by standard input, too: echo "SELECT 1" | npx lake sql',
    );
  }
  const { names } = await anyTarget(lake);
  const history = openHistory(output);
  const session = new SqlSession({
    lake,
    settings,
    columns: () => process.stdout.columns,
    history: () => history.entries,
  });
  const tables = await session.readTables();
  output.note(
    `Database ${names.database}, ${countOf(tables.length, "table")}. \\? for help, \\q to leave.`,
  );
  let functions: readonly string[] = [];
  void import("../query/statement/function-names").then(
    (module) => (functions = module.functionNames()),
    (error: unknown) => output.note(`Tab completes no functions: ${messageOf(error)}`),
  );
  const { stdin: terminal, stdout: screen } = process;
  const name = lake.environment.name;
  await new SqlPrompt({
    ...{ session, history, name, terminal, screen },
    functions: () => functions,
  }).run();
}

function openHistory(output: Output): StatementHistory {
  const home = lakeHome();
  let isReported = false;
  const report = (problem: unknown): void => {
    if (!isReported) output.note(`Statements are not kept: ${messageOf(problem)}`);
    isReported = true;
  };
  try {
    openHome(home);
  } catch (error) {
    report(error);
  }
  return new StatementHistory(home.sqlHistoryFile, report);
}
