import { escapeRegExp } from "../../../formats/escape-reg-exp";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";
import { ControlPlane } from "../../support/emulator/control-plane";
import { withPlant } from "./support/planted-moto";

describe("a moto that does not match the patches", () => {
  it.each([
    [
      "has a method no longer",
      "import moto.kinesis.models as m\ndel m.KinesisBackend.put_records",
      "moto.kinesis.models.KinesisBackend has no method put_records",
    ],
    [
      "takes other parameters",
      "import moto.kinesis.models as m\nm.Shard.put_record = lambda self, partition_key, data: '1'",
      "moto.kinesis.models.Shard.put_record takes (partition_key, data), not (partition_key, data, explicit_hash_key)",
    ],
    [
      "keeps its records elsewhere",
      "import moto.kinesis.models as m\nm.Shard.__init__ = lambda self, *args: None",
      "moto.kinesis.models.Shard has no attribute ending_hash",
    ],
    [
      "publishes stream metrics in the way that this project does",
      "from moto.core.common_models import CloudWatchMetricProvider\n" +
        "own = type('Own', (CloudWatchMetricProvider,), {'__module__': 'moto.kinesis.metrics'})",
      "moto.kinesis.metrics.Own publishes metrics of streams itself",
    ],
    [
      "has no Kinesis of that name",
      "import moto.kinesis.models as m\ndel m.Shard",
      "cannot import name 'Shard' from 'moto.kinesis.models'",
    ],
  ])(
    "is not started when it %s",
    async (_fault, change, reason) => {
      const { toolsFolder } = lakeHome();
      const python = await findMoto({ toolsFolder, progress: () => undefined });
      await withPlant(python, change, async (planted) => {
        const started = ControlPlane.start(() => undefined, planted);
        await expect(started.then((plane) => plane.stop())).rejects.toThrow(
          new RegExp(`^moto exited at startup with exit code 78: .*${escapeRegExp(reason)}`),
        );
      });
    },
    60_000,
  );
});
