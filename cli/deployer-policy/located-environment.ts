import type { Environment } from "../../model/environment/environment";

/** An environment whose account is known. */
export type LocatedEnvironment = Environment & { readonly accountId: string };
