"""Opens the Glue Data Catalog of an embedded AWS with pyiceberg."""

from pyiceberg.catalog.glue import GlueCatalog


def open_catalog(endpoint: str) -> GlueCatalog:
    of_service = {
        f"{service}.{key}": value
        for service in ("glue", "s3")
        for key, value in {
            "endpoint": endpoint,
            "region": "us-east-1",
            "access-key-id": "local",
            "secret-access-key": "local",
        }.items()
    }
    return GlueCatalog("glue", **of_service)
