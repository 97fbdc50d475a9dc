#!/bin/sh
# The inventory as a script, so that Ansible reads the same file as the tests do.
cat "$(dirname "$0")/inventory.json"
