import { column, defineDataset } from "../dataset";
import type { EventOf } from "../dataset";

/** Staff events of a web application: the article's schema. */
export const sampleEvents = defineDataset({
  name: "sample_events",
  description: "Staff events published by the web application.",
  columns: {
    event: column.struct(
      {
        staffName: column.string({
          description: "Full name of the member of staff.",
          examples: ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Katherine Johnson"],
          personal: true,
        }),
        staffId: column.int({ description: "Number of the member of staff.", personal: true }),
        emailId: column.string({
          description: "E-mail address of the member of staff.",
          examples: ["ada@example.com", "grace@example.com", "alan@example.com"],
          personal: true,
        }),
        status: column.string({
          description: "Whether the member of staff works here now.",
          examples: ["Active", "Inactive", "OnLeave"],
        }),
      },
      { description: "What happened to whom." },
    ),
    metadata: column.struct(
      {
        appName: column.string({
          description: "Application that sent the event.",
          examples: ["WebApp", "MobileApp"],
        }),
        eventType: column.string({
          description: "Kind of change.",
          examples: ["CREATE_STAFF", "UPDATE_STAFF", "DELETE_STAFF"],
        }),
        sourceTimestamp: column.timestamp({
          description: "When the application made the event, in UTC.",
        }),
      },
      { description: "Where the event comes from." },
    ),
  },
  partitionKeyPath: "event.staffId",
  eventTimePath: "metadata.sourceTimestamp",
  eventTypePath: "metadata.eventType",
});

/** A staff event as producers send it. */
export type SampleEvent = EventOf<typeof sampleEvents>;
