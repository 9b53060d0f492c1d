"""Calls S3 by clients that other people wrote, and prints what came back as JSON. Arguments: the endpoint, a bucket, the
clients' names. boto3 and the AWS CLI are in every environment; s3fs and pyarrow only in that of their tests.
"""

import io
import json
import os
import subprocess
import sys

endpoint, bucket, *clients = sys.argv[1:]
results = {}


def outcome(name):
    def run(call):
        try:
            results[name] = call()
        except Exception as error:  # the test compares what the client raises
            results[name] = f"{type(error).__name__}: {error}"

    return run


if "boto3" in clients:
    import boto3
    import urllib3
    from boto3.s3.transfer import TransferConfig
    from botocore.exceptions import ClientError

    s3 = boto3.client("s3", endpoint_url=endpoint)

    @outcome("boto3 transfer in parts")
    def _():
        config = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
        content = os.urandom(12 << 20)
        s3.upload_fileobj(io.BytesIO(content), bucket, "boto3/large", Config=config)
        target = io.BytesIO()
        s3.download_fileobj(bucket, "boto3/large", target, Config=config)
        head = s3.head_object(Bucket=bucket, Key="boto3/large")
        return [target.getvalue() == content, head["ETag"].endswith('-3"'), head["ContentLength"] == 12 << 20]

    @outcome("boto3 every checksum")
    def _():
        found = []
        for algorithm in ("CRC32", "SHA1", "SHA256"):
            s3.put_object(Bucket=bucket, Key="boto3/sum", Body=b"abc", ChecksumAlgorithm=algorithm)
            answer = s3.get_object(Bucket=bucket, Key="boto3/sum", ChecksumMode="ENABLED")
            found.append([f"Checksum{algorithm}" in answer, answer["Body"].read().decode()])
        return found

    @outcome("boto3 pages")
    def _():
        for number in range(25):
            s3.put_object(Bucket=bucket, Key=f"boto3/pages/{number:02}/ä b", Body=b"")
        pages = s3.get_paginator("list_objects_v2").paginate(
            Bucket=bucket, Prefix="boto3/pages/", Delimiter="/", PaginationConfig={"PageSize": 7}
        )
        old = s3.get_paginator("list_objects").paginate(
            Bucket=bucket, Prefix="boto3/pages/", PaginationConfig={"PageSize": 7}
        )
        prefixes = [each["Prefix"] for page in pages for each in page.get("CommonPrefixes", [])]
        keys = [each["Key"] for page in old for each in page["Contents"]]
        return [len(prefixes), len(set(prefixes)), len(keys), keys[-1]]

    @outcome("boto3 errors")
    def _():
        codes = []
        for call in (
            lambda: s3.get_object(Bucket=bucket, Key="none"),
            lambda: s3.get_object(Bucket="none-such-bucket", Key="none"),
            lambda: s3.head_object(Bucket=bucket, Key="none"),
            lambda: s3.put_object(Bucket=bucket, Key="boto3/sum", Body=b"", IfNoneMatch="*"),
            lambda: s3.get_object(Bucket=bucket, Key="boto3/sum", Range="bytes=9-"),
            lambda: s3.delete_bucket(Bucket=bucket),
        ):
            try:
                call()
                codes.append("none")
            except ClientError as error:
                codes.append(error.response["Error"]["Code"])
        return codes

    @outcome("boto3 presigned")
    def _():
        object = {"Bucket": bucket, "Key": "boto3/sum"}
        read = urllib3.request("GET", s3.generate_presigned_url("get_object", Params=object))
        url = s3.generate_presigned_url("put_object", Params={**object, "Key": "boto3/presigned"})
        written = urllib3.request("PUT", url, body=b"put")
        post = s3.generate_presigned_post(bucket, "boto3/posted/${filename}", Fields={"x-amz-meta-a": "1"})
        posted = urllib3.request("POST", post["url"], fields={**post["fields"], "file": ("f.txt", b"posted")})
        head = s3.head_object(Bucket=bucket, Key="boto3/posted/f.txt")
        body = s3.get_object(Bucket=bucket, Key="boto3/presigned")["Body"].read().decode()
        return [read.data.decode(), written.status, body, posted.status, head["Metadata"], head["ContentLength"]]

    @outcome("boto3 resource")
    def _():
        objects = boto3.resource("s3", endpoint_url=endpoint).Bucket(bucket).objects.filter(Prefix="boto3/pages/")
        objects.delete()
        return len(list(objects))


if "cli" in clients:

    def aws(*arguments, **more):
        command = [sys.executable, "-m", "awscli", "--endpoint-url", endpoint, *arguments]
        return subprocess.run(command, capture_output=True, check=True, **more).stdout.decode()

    @outcome("cli sync, list and remove")
    def _():
        folder = os.path.join(os.environ["CLIENT_FOLDER"], "cli")
        os.makedirs(os.path.join(folder, "sub"))
        for name, size in (("a.txt", 3), ("sub/b c.bin", 9 << 20)):
            with open(os.path.join(folder, name), "wb") as file:
                file.write(b"x" * size)
        aws("s3", "sync", folder, f"s3://{bucket}/cli/")
        again = aws("s3", "sync", folder, f"s3://{bucket}/cli/")
        listed = aws("s3", "ls", "--recursive", f"s3://{bucket}/cli/")
        aws("s3", "mv", f"s3://{bucket}/cli/a.txt", f"s3://{bucket}/cli/moved.txt")
        text = aws("s3", "cp", f"s3://{bucket}/cli/moved.txt", "-")
        aws("s3", "rm", "--recursive", f"s3://{bucket}/cli/")
        left = aws("s3api", "list-objects-v2", "--no-paginate", "--bucket", bucket, "--prefix", "cli/", "--query", "KeyCount")
        return [again, [line.split(maxsplit=2)[2] for line in listed.splitlines()], text, left.strip()]


if "s3fs" in clients:
    import s3fs

    fs = s3fs.S3FileSystem(endpoint_url=endpoint)

    @outcome("s3fs files")
    def _():
        with fs.open(f"{bucket}/s3fs/large", "wb", block_size=5 << 20) as file:
            for _ in range(12):
                file.write(b"y" * (1 << 20))
        with fs.open(f"{bucket}/s3fs/large", "rb") as file:
            file.seek(5 << 20)
            middle = file.read(3)
        fs.copy(f"{bucket}/s3fs/large", f"{bucket}/s3fs/copy")
        sizes = {name.split("/")[-1]: size for name, size in fs.du(f"{bucket}/s3fs", total=False).items()}
        found = [os.path.basename(each) for each in fs.glob(f"{bucket}/s3fs/*")]
        fs.rm(f"{bucket}/s3fs", recursive=True)
        fs.invalidate_cache()
        return [middle.decode(), sizes, found, fs.exists(f"{bucket}/s3fs/large")]


if "pyarrow" in clients:
    import pyarrow
    import pyarrow.dataset
    from pyarrow import fs as arrow_fs

    arrow = arrow_fs.S3FileSystem(
        endpoint_override=endpoint.removeprefix("http://"), scheme="http", region="us-east-1"
    )

    @outcome("pyarrow dataset")
    def _():
        table = pyarrow.table({"part": ["a", "b", "a"], "n": [1, 2, 3]})
        pyarrow.dataset.write_dataset(
            table, f"{bucket}/arrow", format="parquet", partitioning=["part"], filesystem=arrow
        )
        read = pyarrow.dataset.dataset(f"{bucket}/arrow", partitioning=["part"], filesystem=arrow).to_table()
        info = arrow.get_file_info(arrow_fs.FileSelector(f"{bucket}/arrow", recursive=True))
        arrow.delete_dir(f"{bucket}/arrow")
        left = arrow.get_file_info(f"{bucket}/arrow").type == arrow_fs.FileType.NotFound
        return [sorted(read["n"].to_pylist()), sum(1 for each in info if each.is_file), left]

    @outcome("pyarrow stream in parts")
    def _():
        content = os.urandom(23 << 20)
        with arrow.open_output_stream(f"{bucket}/arrow-large") as stream:
            stream.write(content)
        with arrow.open_input_file(f"{bucket}/arrow-large") as file:
            return [file.size() == len(content), file.read_at(10, 11 << 20) == content[11 << 20 : (11 << 20) + 10]]


if "duckdb" in clients:
    import duckdb
    import duckdb_extension_httpfs

    @outcome("duckdb partitions, globs and a filtered read")
    def _():
        folder = os.path.dirname(duckdb_extension_httpfs.__file__)
        extension = os.path.join(folder, "extensions", f"v{duckdb.__version__}", "httpfs.duckdb_extension")
        connection = duckdb.connect()
        connection.execute(f"LOAD '{extension}'")
        host = endpoint.removeprefix("http://")
        connection.execute(
            f"CREATE SECRET (TYPE s3, KEY_ID 'local', SECRET 'local', REGION 'us-east-1', ENDPOINT '{host}', "
            "URL_STYLE 'path', USE_SSL false)"
        )
        # Larger than a part of an upload: DuckDB sends it in several.
        connection.execute(
            f"COPY (SELECT i, hash(i) h, repeat(hash(i)::varchar, 5) t, i % 3 part FROM range(400000) r(i)) "
            f"TO 's3://{bucket}/duckdb' (FORMAT parquet, PARTITION_BY part, COMPRESSION uncompressed)"
        )
        files = connection.execute(f"SELECT count(*) FROM glob('s3://{bucket}/duckdb/**/*.parquet')").fetchone()[0]
        source = f"read_parquet('s3://{bucket}/duckdb/*/*.parquet', hive_partitioning = true)"
        total = connection.execute(f"SELECT count(*), sum(i), sum(part) FROM {source}").fetchone()
        one = connection.execute(f"SELECT part, h = hash(i) FROM {source} WHERE i = 399998").fetchall()
        return [files >= 3, [int(each) for each in total], [list(row) for row in one]]


print(json.dumps(results))
