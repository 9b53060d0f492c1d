import type { LakeHome } from "../../../local/home/lake-home";
import type { Environment } from "../../../model/environment/environment";

/** What the checks read. */
export interface DoctorProps {
  readonly environment: Environment;
  readonly home: Pick<LakeHome, "folder" | "toolsFolder">;
  readonly variables: NodeJS.ProcessEnv;
  /** Whether a server answers. */
  readonly isReachable: (url: string) => Promise<boolean>;
}
