import { PublishedModels } from "../../../local/api-models/published-models";
import { lakeHome } from "../../../local/home/lake-home";
import { findMoto } from "../../../toolchain/moto/moto";

/** Finds the models that are installed with the moto of the tests. */
export async function findPublishedModels(): Promise<PublishedModels> {
  const { toolsFolder } = lakeHome();
  return PublishedModels.installedWith(await findMoto({ toolsFolder, progress: () => undefined }));
}
