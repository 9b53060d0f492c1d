"""Calls S3 by boto3 in every form of address, and prints what came back as JSON. Arguments: the endpoint's port, a bucket."""

import json
import socket
import sys
import urllib.parse
import urllib.request

import boto3
from botocore.config import Config

port, bucket = sys.argv[1:]
resolve = socket.getaddrinfo
# Not every machine finds names below `localhost`.
socket.getaddrinfo = lambda host, *rest, **named: resolve("127.0.0.1", *rest, **named)


def client(host, style, signature=None):
    config = Config(s3={"addressing_style": style}, signature_version=signature)
    return boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=config,
    )


results = {}
for host in ("localhost", "s3.dev.example"):
    for style in ("path", "virtual"):
        s3 = client(host, style)
        key = f"{host}/{style} ä+.txt"
        s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()
        listed = [each["Key"] for each in s3.list_objects_v2(Bucket=bucket, Prefix=host)["Contents"]]
        results[key] = body == key and key in listed
        for signature in (None, "s3v4"):
            signer = client(host, style, signature)
            url = signer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
            with urllib.request.urlopen(url) as answer:
                results[f"{key} presigned {signature}"] = answer.read().decode() == key
            posted = signer.generate_presigned_post(bucket, f"{key} posted")
            boundary = "boundary"
            parts = [*posted["fields"].items(), ("file", "posted")]
            form = "".join(
                f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                for name, value in parts
            )
            request = urllib.request.Request(
                posted["url"],
                f"{form}--{boundary}--\r\n".encode(),
                {"Content-Type": f"multipart/form-data; boundary={boundary}"},
            )
            with urllib.request.urlopen(request) as answer:
                stored = s3.get_object(Bucket=bucket, Key=f"{key} posted")["Body"].read()
                results[f"{key} posted {signature}"] = stored == b"posted"
print(json.dumps(results))
