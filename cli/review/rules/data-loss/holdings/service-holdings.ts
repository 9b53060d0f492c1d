/**
 * What the resource types of a service hold beyond their arguments. Type names are without the prefix that the types of
 * a group have in common; `.` is the type that is named as the prefix.
 */
export interface ServiceHoldings {
  /** Page that says what deletion loses; for types that hold nothing, the provider's documentation of their arguments. */
  readonly source: string;
  /** What is lost for good. `{name}` is the value of the argument `name`. */
  readonly data?: Readonly<Record<string, string>>;
  /** What is lost, but can be made again. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Types that consist of their arguments: what is destroyed can be applied again. */
  readonly nothing?: string;
  /** Types that may hold anything, for example a stack of other resources. */
  readonly unknown?: Readonly<Record<string, string>>;
}

/** Groups by the prefix of their types. */
export type Holdings = Readonly<Record<string, ServiceHoldings>>;

/** Documentation of the provider: a type whose page has only arguments and derived attributes holds nothing else. */
export const PROVIDER_DOCS = "https://registry.terraform.io/providers/hashicorp/aws/latest/docs";

/** Services whose resources AWS Backup protects: what it copies is data. */
export const BACKUP_SUPPORT =
  "https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html";
