import type { WorkGroupConfiguration } from "@aws-sdk/client-athena";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";

import type { EmulatorContext } from "../emulator-context";
import type { AwsRequest } from "../gateway/aws-request";
import type { Forward, JsonOperations } from "../gateway/emulated-service";
import { parseReply, sameServiceCall } from "../gateway/control-plane-call";
import { type Input, objectField, stringField } from "./execution/request-fields";
import { invalidRequest } from "./execution/work-group";

/**
 * UpdateWorkGroup, which moto lacks: the workgroup is deleted and created again with the changes. A workgroup's state
 * (enabled or disabled) is kept here.
 */
export class WorkGroupUpdates {
  readonly operations: JsonOperations = {
    UpdateWorkGroup: (input, request, forward) => this.update(input, request, forward),
    GetWorkGroup: async (input, request, forward) => ({
      WorkGroup: await this.find(nameOf(input), request, forward),
    }),
    ListWorkGroups: async (_, request, forward) => {
      const answer = parseReply(await forward(request));
      const groups = Array.isArray(answer["WorkGroups"]) ? answer["WorkGroups"] : [];
      return {
        ...answer,
        WorkGroups: groups.map((group) => this.withState(group, request.region)),
      };
    },
    DeleteWorkGroup: (input, { region }) => {
      this.states.delete(keyOf(region, nameOf(input)));
      return Promise.resolve(undefined);
    },
  };

  /** @param states by region and name. @default - kept in memory only */
  constructor(
    private readonly context: EmulatorContext,
    private readonly states = new Map<string, string>(),
  ) {}

  private async update(input: Input, request: AwsRequest, forward: Forward): Promise<object> {
    const name = nameOf(input);
    const existing = await this.find(name, request, forward);
    const state = stringField(input, "State");
    if (state !== undefined) this.states.set(keyOf(request.region, name), state);
    const call = async (operation: string, body: object) =>
      parseReply(await forward(sameServiceCall(request, operation, body)));
    const unchanged = {
      Name: name,
      Description: existing["Description"],
      Configuration: existing["Configuration"],
      Tags: (await call("ListTagsForResource", { ResourceARN: await this.arn(request, name) }))[
        "Tags"
      ],
    };
    const changed = {
      ...unchanged,
      Description: stringField(input, "Description") ?? unchanged.Description,
      Configuration: updatedConfiguration(
        // moto's response has the form of AWS's.
        existing["Configuration"] ?? {},
        objectField(input, "ConfigurationUpdates"),
      ),
    };
    await call("DeleteWorkGroup", { WorkGroup: name });
    try {
      await call("CreateWorkGroup", changed);
    } catch (error) {
      await call("CreateWorkGroup", unchanged);
      throw error;
    }
    return {};
  }

  /** @throws AwsServiceError InvalidRequestException as AWS, where moto answers with nothing */
  private async find(name: string, request: AwsRequest, forward: Forward): Promise<Input> {
    const body = { WorkGroup: name };
    const { WorkGroup: group } = parseReply(
      await forward(sameServiceCall(request, "GetWorkGroup", body)),
    );
    const found = this.withState(group, request.region);
    if (found === undefined) throw invalidRequest(`WorkGroup ${name} is not found.`);
    return found;
  }

  private withState(group: unknown, region: string): Input | undefined {
    if (typeof group !== "object" || group === null) return undefined;
    // A JSON object has string keys and unknown values.
    const fields = group as Input;
    const state = this.states.get(keyOf(region, String(fields["Name"])));
    return state === undefined ? fields : { ...fields, State: state };
  }

  private async arn({ region }: AwsRequest, name: string): Promise<string> {
    const { sts } = this.context.clients(region);
    const { Account, Arn } = await sts.send(new GetCallerIdentityCommand({}));
    return `arn:${Arn?.split(":")[1] ?? "aws"}:athena:${region}:${Account}:workgroup/${name}`;
  }
}

/**
 * Applies an update: fields that it has are set, `Remove…` fields that are true are removed, the others stay.
 *
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroupConfigurationUpdates.html
 */
function updatedConfiguration(
  existing: WorkGroupConfiguration,
  updates: Input,
): WorkGroupConfiguration {
  const ResultConfiguration = withUpdates(
    existing.ResultConfiguration ?? {},
    objectField(updates, "ResultConfigurationUpdates"),
  );
  const others = Object.entries(updates).filter(([name]) => name !== "ResultConfigurationUpdates");
  return { ...withUpdates(existing, Object.fromEntries(others)), ResultConfiguration };
}

function withUpdates<Settings extends object>(existing: Settings, updates: Input): Settings {
  const changed = new Map(Object.entries(existing));
  for (const [name, value] of Object.entries(updates)) {
    const removed = /^Remove(.*)/.exec(name)?.[1];
    if (removed === undefined) changed.set(name, value);
    else if (value === true) changed.delete(removed);
  }
  // The update's fields have the names and types of the settings.
  return Object.fromEntries(changed) as Settings;
}

function nameOf(input: Input): string {
  const name = stringField(input, "WorkGroup");
  if (name === undefined) throw invalidRequest("WorkGroup is required");
  return name;
}

function keyOf(region: string, name: string): string {
  return `${region}/${name}`;
}
