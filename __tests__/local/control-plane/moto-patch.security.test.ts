import { escapeRegExp } from "../../../formats/escape-reg-exp";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";
import { ControlPlane } from "../../support/emulator/control-plane";
import { withPlant } from "./support/planted-moto";

describe("a moto that does not match the patches", () => {
  it.each([
    [
      "has a method no longer",
      "import moto.glue.models as m\ndel m.GlueBackend.get_tables",
      "moto.glue.models.GlueBackend has no method get_tables",
    ],
    [
      "takes other parameters",
      "import moto.glue.models as m\nm.GlueBackend.get_tables = lambda self, database_name: []",
      "moto.glue.models.GlueBackend.get_tables takes (database_name), not (database_name, expression)",
    ],
    [
      "keeps its permissions elsewhere",
      "import moto.lakeformation.models as m\nm.PermissionCatalog.__init__ = lambda self: None",
      "moto.lakeformation.models.PermissionCatalog has no attribute permissions",
    ],
    [
      "has no Lake Formation of that name",
      "import moto.lakeformation.models as m\ndel m.PermissionCatalog",
      "cannot import name 'PermissionCatalog' from 'moto.lakeformation.models'",
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
