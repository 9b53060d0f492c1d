import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import { dashboardBody } from "./dashboard-body";
import type { DashboardScope } from "./dashboard-body";

/** How the dashboard is called, and what it shows. */
export interface LakeDashboardProps extends DashboardScope {
  readonly dashboardName: string;
}

/**
 * One page about all datasets of a lake.
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
