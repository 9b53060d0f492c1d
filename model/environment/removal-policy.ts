/**
 * What Terraform may do with whatever holds data when it leaves the configuration.
 *
 * - `retain`: keys, buckets, stream, delivery stream and table refuse to be destroyed.
 * - `destroy`: they go, with all objects in the buckets, once {@link destroySwitch} names the environment too.
 */
export type RemovalPolicy = "retain" | "destroy";
