// Answers every request at once with the success of a full PutRecords batch.
import { createServer } from "node:http";

const records = Array.from({ length: Number(process.argv[2]) }, (_, index) => ({
  SequenceNumber: `${index}`,
  ShardId: "shardId-000000000000",
}));
const answer = JSON.stringify({ FailedRecordCount: 0, Records: records });
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
    response.end(answer);
  });
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.once("disconnect", () => process.exit(0));
