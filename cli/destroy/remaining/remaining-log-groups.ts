import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { monthlyCents } from "../../cost/prices";
import { GIB } from "../../cost/usage";
import { byteCount } from "../../terminal/byte-count";
import { awsCommand } from "./aws-command";
import type { CommandTarget } from "./aws-command";
import type { RemainingResource } from "./remaining-resource";

/**
 * Log groups that exist again after they were destroyed: Lambda and Glue create them as soon as one of their last lines comes
 * in. They have no retention then.
 *
 * @param names of the groups that belong to the environment
 * @param target where they are; the prices of its region apply
 */
export async function remainingLogGroups(
  logs: CloudWatchLogsClient,
  names: readonly string[],
  target: CommandTarget,
): Promise<RemainingResource[]> {
  const found = await Promise.all(
    names.map(async (name): Promise<RemainingResource[]> => {
      // Of the names that begin so, the shortest comes first.
      const { logGroups: groups = [] } = await logs.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: name, limit: 1 }),
      );
      if (groups[0]?.logGroupName !== name) return [];
      const { storedBytes: bytes = 0 } = groups[0];
      return [
        {
          what: `log group, ${byteCount(bytes)}`,
          name,
          centsPerMonth: monthlyCents(target.region, "logsStored", bytes / GIB),
          advice: awsCommand(`logs delete-log-group --log-group-name ${name}`, target),
        },
      ];
    }),
  );
  return found.flat();
}
