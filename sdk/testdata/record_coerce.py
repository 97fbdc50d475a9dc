"""Records how Ansible converts values to the types of arguments, for coerce_test.ts.

Run where ansible-core is installed: python3 record_coerce.py > coerce.json
"""
import json
import math

from ansible.module_utils.common.validation import (
    check_type_bool,
    check_type_dict,
    check_type_float,
    check_type_int,
    check_type_list,
    check_type_str,
)

INPUTS = [
    None, True, False, 0, 1, 2, -1, 10**20, 0.0, 1.0, 0.5, 1.5, -0.0, 1e16, 1e300,
    "", " ", "0", "1", "2", "yes", "Yes", "YES", "no", "on", "off", "true", "TRUE", "false", "t",
    "f", "y", "n", "True", " yes ", "yes\n", "maybe", "1.0", "0.0", "+1", "-1", " 1 ", "1_000",
    "0x10", "010", "1e3", "1.5", ".5", "5.", "inf", "-inf", "nan", "Infinity", "0b1", "1L",
    "a", "a,b", "a, b", "a,,b", ",", "a b", "a=1", "a=1,b=2", "a=1 b=2", "a=1, b=2", "a='x y'",
    'a="x,y" b=2', "a", "a=", "=a", "a=b=c", '{"a": 1}', '{"a": [1, {"b": null}]}', "{'a': 1}",
    "{bad", "{}", [], [1, "a"], {}, {"a": 1}, ["yes"],
]


def tagged(value):
    """A value with its type, since JSON has one for all numbers."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        if math.isnan(value) or math.isinf(value):
            return {"float": str(value)}
        return {"float": repr(value)}
    if isinstance(value, list):
        return [tagged(item) for item in value]
    return {"dict": [[tagged(key), tagged(item)] for key, item in value.items()]}


CHECKS = {
    "bool": check_type_bool,
    "int": check_type_int,
    "float": check_type_float,
    "list": check_type_list,
    "dict": check_type_dict,
    "str": check_type_str,
}

records = []
for name, check in CHECKS.items():
    for value in INPUTS:
        if value is None:
            continue
        try:
            records.append({"type": name, "from": tagged(value), "to": tagged(check(value))})
        except Exception:
            records.append({"type": name, "from": tagged(value), "refused": True})
print("[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]")
