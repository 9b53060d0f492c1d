"""Calls Kinesis by clients that other people wrote, and prints what came back as JSON. Arguments: the endpoint, the
clients' names. `kcl` makes the calls of the Kinesis Client Library by boto3, in the order in which it makes them, with
its table of leases in DynamoDB.
"""

import asyncio
import json
import subprocess
import sys
import time

import boto3
from botocore.exceptions import ClientError

endpoint, *clients = sys.argv[1:]
results = {}
kinesis = boto3.client("kinesis", endpoint_url=endpoint)


def outcome(name):
    def run(call):
        try:
            results[name] = call()
        except Exception as error:  # the test compares what the client raises
            results[name] = f"{type(error).__name__}: {error}"

    return run


def create(name, shards):
    kinesis.create_stream(StreamName=name, ShardCount=shards)
    kinesis.get_waiter("stream_exists").wait(StreamName=name)
    return kinesis.describe_stream_summary(StreamName=name)["StreamDescriptionSummary"]["StreamARN"]


def put(stream, texts):
    entries = [{"Data": text.encode(), "PartitionKey": text} for text in texts]
    return kinesis.put_records(StreamName=stream, Records=entries)["FailedRecordCount"]


def read(stream, shard, **start):
    iterator = kinesis.get_shard_iterator(StreamName=stream, ShardId=shard, **start)["ShardIterator"]
    records = []
    while iterator is not None:
        page = kinesis.get_records(ShardIterator=iterator, Limit=7)
        records += page["Records"]
        iterator = page.get("NextShardIterator") if page["Records"] else None
    return records


if "kcl" in clients:
    texts = [f"record {number:02}" for number in range(40)]

    @outcome("kcl leases")
    def _():
        arn = create("kcl", 3)
        dynamodb = boto3.client("dynamodb", endpoint_url=endpoint)
        dynamodb.create_table(
            TableName="leases",
            AttributeDefinitions=[{"AttributeName": "leaseKey", "AttributeType": "S"}],
            KeySchema=[{"AttributeName": "leaseKey", "KeyType": "HASH"}],
            BillingMode="PAY_PER_REQUEST",
        )
        filtered = {"ShardFilter": {"Type": "AT_TRIM_HORIZON"}, "MaxResults": 2}
        page = kinesis.list_shards(StreamARN=arn, **filtered)
        shards = page["Shards"]
        while "NextToken" in page:
            page = kinesis.list_shards(NextToken=page["NextToken"], MaxResults=2)
            shards += page["Shards"]
        for shard in shards:
            item = {"leaseKey": {"S": shard["ShardId"]}, "leaseCounter": {"N": "0"}}
            dynamodb.put_item(TableName="leases", Item=item, ConditionExpression="attribute_not_exists(leaseKey)")
        taken = []
        for counter in ("0", "0"):  # the second worker is too late
            try:
                dynamodb.update_item(
                    TableName="leases",
                    Key={"leaseKey": {"S": shards[0]["ShardId"]}},
                    UpdateExpression="SET leaseCounter = :next",
                    ConditionExpression="leaseCounter = :known",
                    ExpressionAttributeValues={":next": {"N": "1"}, ":known": {"N": counter}},
                )
                taken.append("taken")
            except ClientError as error:
                taken.append(error.response["Error"]["Code"])
        return [len(shards), dynamodb.scan(TableName="leases")["Count"], taken]

    @outcome("kcl polling")
    def _():
        failed = put("kcl", texts)
        shards = [each["ShardId"] for each in kinesis.list_shards(StreamName="kcl")["Shards"]]
        records = [record for shard in shards for record in read("kcl", shard, ShardIteratorType="TRIM_HORIZON")]
        middle = [
            len(read("kcl", shard, ShardIteratorType=kind, StartingSequenceNumber=records[0]["SequenceNumber"]))
            for shard in shards[:1]
            for kind in ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER")
        ]
        since = read("kcl", shards[0], ShardIteratorType="AT_TIMESTAMP", Timestamp=time.time() - 3600)
        latest = read("kcl", shards[0], ShardIteratorType="LATEST")
        return [
            failed,
            sorted(record["Data"].decode() for record in records) == texts,
            middle[0] - middle[1],
            len(since) == middle[0],
            len(latest),
        ]

    @outcome("kcl fan-out")
    def _():
        arn = create("fan-out", 1)
        put("fan-out", texts[:20])
        registered = kinesis.register_stream_consumer(StreamARN=arn, ConsumerName="application")["Consumer"]
        described = kinesis.describe_stream_consumer(StreamARN=arn, ConsumerName="application")
        consumer = described["ConsumerDescription"]
        shard = kinesis.list_shards(StreamARN=arn)["Shards"][0]["ShardId"]
        subscription = kinesis.subscribe_to_shard(
            ConsumerARN=registered["ConsumerARN"], ShardId=shard, StartingPosition={"Type": "TRIM_HORIZON"}
        )
        received, children, continuations = [], [], 0
        for event in subscription["EventStream"]:
            body = event["SubscribeToShardEvent"]
            received += [record["Data"].decode() for record in body["Records"]]
            children += [child["ShardId"] for child in body.get("ChildShards", [])]
            continuations += "ContinuationSequenceNumber" in body
            if len(received) == 20:
                put("fan-out", texts[20:])
            if len(received) == 40 and not children:
                kinesis.update_shard_count(StreamName="fan-out", TargetShardCount=2, ScalingType="UNIFORM_SCALING")
        names = [each["ParentShardId"] for each in kinesis.list_shards(StreamARN=arn)["Shards"] if "ParentShardId" in each]
        kinesis.deregister_stream_consumer(ConsumerARN=registered["ConsumerARN"])
        left = kinesis.list_stream_consumers(StreamARN=arn)["Consumers"]
        return [
            consumer["ConsumerStatus"],
            sorted(received) == texts,
            continuations > 0,
            children,
            names == [shard, shard],
            left,
        ]


if "cli" in clients:

    def aws(*arguments):
        command = [sys.executable, "-m", "awscli", "--endpoint-url", endpoint, "kinesis", *arguments]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout or "null")

    @outcome("cli put and read")
    def _():
        aws("create-stream", "--stream-name", "cli", "--shard-count", "2")
        aws("put-record", "--stream-name", "cli", "--partition-key", "a", "--data", "hello", "--explicit-hash-key", "0")
        shards = aws("list-shards", "--stream-name", "cli")["Shards"]
        iterator = aws(
            *("get-shard-iterator", "--stream-name", "cli", "--shard-id", shards[0]["ShardId"]),
            *("--shard-iterator-type", "TRIM_HORIZON"),
        )["ShardIterator"]
        records = aws("get-records", "--shard-iterator", iterator)["Records"]
        aws("delete-stream", "--stream-name", "cli")
        return [len(shards), [record["Data"] for record in records], "cli" in aws("list-streams")["StreamNames"]]


if "async-kinesis" in clients:
    from kinesis import Consumer, Producer

    async def produce_and_consume():
        sent = [{"number": number} for number in range(1_200)]
        async with Producer(
            stream_name="async", endpoint_url=endpoint, create_stream=True, create_stream_shards=2, use_list_shards=True
        ) as producer:
            for each in sent:
                await producer.put(each)
            await producer.flush()
        received = []
        async with Consumer(
            stream_name="async", endpoint_url=endpoint, use_list_shards=True, sleep_time_no_records=0.2
        ) as consumer:
            for _ in range(100):
                async for message in consumer:
                    received.append(message["number"])
                if len(received) >= len(sent):
                    break
        return [len(received), sorted(received) == [each["number"] for each in sent]]

    @outcome("async-kinesis producer and consumer")
    def _():
        return asyncio.run(produce_and_consume())


print(json.dumps(results))
