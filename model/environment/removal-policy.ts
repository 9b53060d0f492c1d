/**
 * What Terraform may do with resources that hold data when they are removed from the configuration.
 *
 * - `retain`: Terraform refuses to destroy keys, buckets, streams, delivery streams and tables.
 * - `destroy`: they are destroyed, with all objects in the buckets, if `destroySwitch` names the environment too.
 */
export type RemovalPolicy = "retain" | "destroy";
