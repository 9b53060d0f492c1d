"""Prepares moto's backends to be written: collections that grow with use are written by their changes."""

import functools

from kept_state.tracked import TrackedDict, TrackedList
from moto.awslambda.models import LambdaStorage
from moto.cloudwatch.models import CloudWatchBackend
from moto.glue.models import FakeDatabase, FakeTable, GlueBackend
from moto.logs.models import LogStream
from moto_patch import UnsupportedMoto, replace_method, require_attributes


def _tracking(owner: type, **kinds: type) -> None:
    """Replaces attributes that the constructor of a class sets."""
    original = owner.__init__

    @functools.wraps(original)
    def initialize(self, *args, **kwargs):
        original(self, *args, **kwargs)
        for name, kind in kinds.items():
            if not isinstance(getattr(self, name, None), kind.__mro__[1]):
                raise UnsupportedMoto(f"{owner.__module__}.{owner.__name__} has no {name}")
            setattr(self, name, kind(getattr(self, name)))

    owner.__init__ = initialize


def _with_named_factory(original):
    """A function without a name can't be pickled."""

    @functools.wraps(original)
    def initialize(self, region_name, account_id):
        original(self, region_name, account_id)
        require_attributes(self, "_aliases")
        self._aliases.default_factory = dict

    return initialize


def _touching_table(original):
    @functools.wraps(original)
    def update_table(self, database_name, table_name, table_input):
        original(self, database_name, table_name, table_input)
        self.get_database(database_name).tables.touch(table_name)

    return update_table


_tracking(FakeDatabase, tables=TrackedDict)
_tracking(FakeTable, partitions=TrackedDict, versions=TrackedDict)
_tracking(CloudWatchBackend, metric_data=TrackedList)
_tracking(LogStream, events=TrackedList)
replace_method(LambdaStorage, "__init__", ["region_name", "account_id"], _with_named_factory)
replace_method(
    GlueBackend, "update_table", ["database_name", "table_name", "table_input"], _touching_table
)
