import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { dashboardBody } from "./dashboard-body";
import type { DashboardScope } from "./dashboard-body";

/** Properties of the dashboard. */
export interface LakeDashboardProps extends DashboardScope {
  readonly dashboardName: string;
}

/**
 * Dashboard with all datasets of a lake.
 *
 * @example
 * new lake.LakeDashboard(stack, "dashboard", {
 *   region: location.region,
 *   dashboardName: "shop",
 *   namePrefix: "shop-prod",
 *   workGroupName: "analysts",
 * });
 */
export class LakeDashboard extends Construct {
  readonly dashboardName: string;

  constructor(scope: Construct, id: string, props: LakeDashboardProps) {
    super(scope, id);
    const dashboard = new CloudwatchDashboard(this, "Default", {
      dashboardName: props.dashboardName,
      dashboardBody: JSON.stringify(dashboardBody(props)),
    });
    this.dashboardName = dashboard.dashboardName;
  }
}
