import { attachments } from "./identity/attachments";
import { credentials } from "./identity/credentials";
import { inline } from "./identity/inline";
import { policies } from "./identity/policies";
import { trust } from "./identity/trust";
import { otherAccounts } from "./identity/other-accounts";
import { openArguments } from "./exposure/arguments";
import { baseline } from "./exposure/baseline";
import { buckets } from "./exposure/buckets";
import { functions } from "./exposure/functions";
import { network } from "./exposure/network";
import { resourcePolicies } from "./exposure/resource-policies";
import { services } from "./exposure/services";
import { traffic } from "./exposure/traffic";
import { destroyed } from "./data-loss/destroyed";
import { keys } from "./data-loss/keys";
import { parts } from "./data-loss/parts";
import { replaced } from "./data-loss/replaced";
import { overwritten } from "./data-loss/overwritten";
import { backup } from "./durability/backup";
import { existingBucket } from "./durability/existing-bucket";
import { protection } from "./durability/protection";
import { retention } from "./durability/retention";
import { rotation } from "./durability/rotation";
import { elsewhere } from "./delivery/elsewhere";
import { firehose } from "./delivery/firehose";
import { routes } from "./delivery/routes";
import { stopped } from "./delivery/stopped";
import { alarms } from "./monitoring/alarms";
import { trails } from "./monitoring/trails";
import { hiddenFindings } from "./monitoring/findings";
import { actions } from "./plan/actions";
import { escaping } from "./plan/escaping";
import { isolated } from "./plan/isolated";
import { large } from "./plan/large";
import { unknown } from "./plan/unknown";
import { alone } from "./plan/alone";
import { tables } from "./schema/tables";
import { additions } from "./everyday/additions";
import { hardening } from "./everyday/hardening";
import { labels } from "./everyday/labels";
import { operations } from "./everyday/operations";
import { releases } from "./everyday/releases";
import { realCases } from "./real/real-cases";
import type { CorpusCase, CorpusFamily } from "./support/corpus-case";

const MADE_BY_HAND: Partial<Record<CorpusFamily, readonly CorpusCase[]>> = {
  identity: [...attachments, ...policies, ...trust, ...credentials, ...inline, ...otherAccounts],
  exposure: [
    ...baseline,
    ...buckets,
    ...functions,
    ...resourcePolicies,
    ...network,
    ...services,
    ...openArguments,
    ...traffic,
  ],
  "data loss": [...destroyed, ...replaced, ...keys, ...parts, ...overwritten],
  durability: [...retention, ...protection, ...backup, ...rotation, ...existingBucket],
  delivery: [...firehose, ...routes, ...elsewhere, ...stopped],
  monitoring: [...alarms, ...trails, ...hiddenFindings],
  plan: [...actions, ...unknown, ...escaping, ...large, ...isolated, ...alone],
  "schema and cost": tables,
  everyday: [...labels, ...hardening, ...operations, ...additions, ...releases],
};

/** A case with what it is about. */
export interface FamilyCase extends CorpusCase {
  readonly family: CorpusFamily;
  /** Whether Terraform made the plan. */
  readonly real: boolean;
}

/** All plans with the verdicts that they deserve: first those made by hand, then those that Terraform made. */
export const CORPUS: readonly FamilyCase[] = [
  ...familyCases(MADE_BY_HAND, false),
  ...familyCases(realCases(), true),
];

function familyCases(
  families: Partial<Record<CorpusFamily, readonly CorpusCase[]>>,
  real: boolean,
): FamilyCase[] {
  return Object.entries(families).flatMap(([family, cases]) =>
    // The keys of the record are of this type only.
    cases.map((each) => ({ ...each, family: family as CorpusFamily, real })),
  );
}
