"""Keeps the history of alarms, which moto lacks, and answers CloudWatch's DescribeAlarmHistory.

Items are the changes of states. CloudWatch also has items of configurations and of actions; a call that asks for those
is refused. The form of an item: https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/describe-alarm-history.html
"""

import json
from datetime import timedelta
from typing import Any

from moto.cloudwatch.exceptions import CloudWatchException, InvalidParameterValue
from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto_patch import UnsupportedMoto, replace_method, require_method

# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
_KEPT = timedelta(days=30)
_MOST_RECORDS = 100
_REFUSED_TYPES = ("ConfigurationUpdate", "Action")
# Of alarms with contributors, which there are none of.
_EMPTY_TYPES = ("AlarmContributorStateUpdate", "AlarmContributorAction")


def _state_of(alarm: Alarm) -> dict[str, Any]:
    state = {"stateValue": alarm.state_value, "stateReason": alarm.state_reason}
    data = json.loads(alarm.state_reason_data or "{}")
    return {**state, "stateReasonData": data} if data else state


def _recorded(original):
    def set_alarm_state(self, alarm_name, reason, reason_data, state_value):
        alarm = self.alarms.get(alarm_name)
        before = None if alarm is None else _state_of(alarm)
        original(self, alarm_name, reason, reason_data, state_value)
        after = _state_of(alarm)
        if after["stateValue"] == before["stateValue"]:
            return
        now = utcnow()
        history = [item for item in _history(self) if item["Timestamp"] > now - _KEPT]
        number = history[-1]["number"] + 1 if history else 1
        states = {"version": "1.0", "oldState": before, "newState": after}
        item = {
            "number": number,
            "AlarmName": alarm_name,
            "AlarmType": "MetricAlarm" if alarm.rule is None else "CompositeAlarm",
            "Timestamp": now,
            "HistoryItemType": "StateUpdate",
            "HistorySummary": f"Alarm updated from {before['stateValue']} to {after['stateValue']}",
            "HistoryData": json.dumps(states, separators=(",", ":")),
        }
        self.alarm_history = [*history, item]

    return set_alarm_state


def _history(backend: CloudWatchBackend) -> list[dict[str, Any]]:
    """Items of a region, oldest first; they outlive their alarms."""
    return getattr(backend, "alarm_history", [])


def describe_alarm_history(self) -> ActionResult:
    params = self._get_params()
    kind = params.get("HistoryItemType")
    if kind in _REFUSED_TYPES:
        raise InvalidParameterValue(
            f"The embedded CloudWatch keeps items of the type StateUpdate only, not of {kind}"
        )
    limit = int(params.get("MaxRecords") or _MOST_RECORDS)
    if not 1 <= limit <= _MOST_RECORDS:
        raise InvalidParameterValue(f"MaxRecords must be from 1 to {_MOST_RECORDS}")
    types = params.get("AlarmTypes") or ["MetricAlarm"]
    start, end = params.get("StartDate"), params.get("EndDate")
    oldest = utcnow() - _KEPT
    found = [
        item
        for item in _history(self.cloudwatch_backend)
        if kind not in _EMPTY_TYPES
        and not params.get("AlarmContributorId")
        and params.get("AlarmName") in (None, item["AlarmName"])
        and item["AlarmType"] in types
        and item["Timestamp"] > oldest
        and (start is None or item["Timestamp"] >= start)
        and (end is None or item["Timestamp"] <= end)
    ]
    ascending = params.get("ScanBy") == "TimestampAscending"
    if not ascending:
        found.reverse()
    token = params.get("NextToken")
    if token:
        last = _last_number(token)
        found = [item for item in found if (item["number"] > last) == ascending and item["number"] != last]
    page = found[:limit]
    # After an item, not a number of items, since new ones come at any time.
    next_token = f"after-{page[-1]['number']}" if len(found) > limit else None
    items = [{name: value for name, value in item.items() if name != "number"} for item in page]
    return ActionResult({"AlarmHistoryItems": items, "NextToken": next_token})


def _last_number(token: str) -> int:
    number = token.removeprefix("after-")
    if number == token or not (number.isascii() and number.isdecimal()):
        raise CloudWatchException("InvalidNextToken", "The token of a next page is not valid")
    return int(number)


if hasattr(CloudWatchResponse, "describe_alarm_history"):
    raise UnsupportedMoto("moto.cloudwatch.responses.CloudWatchResponse has a method describe_alarm_history")
require_method(CloudWatchResponse, "_get_params", [])
replace_method(
    CloudWatchBackend,
    "set_alarm_state",
    ["alarm_name", "reason", "reason_data", "state_value"],
    _recorded,
)
CloudWatchResponse.describe_alarm_history = describe_alarm_history
