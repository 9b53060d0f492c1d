import { argumentRule } from "../arguments/argument-rule";
import type { ArgumentRule } from "../arguments/argument-rule";
import type { ReviewRule } from "../review-rule";
import { destinationRules } from "./destinations";
import { formatRules } from "./formats";
import { functionEnvironment } from "./function-environment";
import { limits } from "./limits";
import { newCode } from "./new-code";
import { newDestinations, newSubscriptions } from "./new-destinations";
import { newReaders } from "./new-readers";
import { removedDelivery } from "./removed-delivery";
import { tableParameters } from "./table-parameters";

/** Rules over single arguments of what moves data. */
export const deliveryArguments: readonly ArgumentRule[] = [
  ...destinationRules,
  ...formatRules,
  limits,
];

/** What redirects data, changes its form, or stops it. */
export const deliveryRules: readonly ReviewRule[] = [
  ...deliveryArguments.map(argumentRule),
  tableParameters,
  functionEnvironment,
  newDestinations,
  newSubscriptions,
  newReaders,
  newCode,
  removedDelivery,
];
