import { TestEngine } from "../../../../support/athena/test-engine";
import { fillIcebergTables } from "../../../iceberg/tables/iceberg-lake";

/** An engine over the committed Iceberg tables, for the tests of a `describe`. */
export function icebergEngine(): TestEngine {
  const engine = new TestEngine();
  beforeAll(() => {
    fillIcebergTables(engine.aws);
  });
  afterAll(() => engine.close());
  return engine;
}
