"""Tells a run of ansible-playbook as events, a line of JSON each: see transcript.ts."""
import json
import os

from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: transcript
    type: stdout
    short_description: events as lines of JSON
    description: Events as lines of JSON.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "transcript"

    def _tell(self, event, **more):
        line = json.dumps({"event": event, **more}, cls=AnsibleJSONEncoder, sort_keys=True)
        print("EVENT " + line, flush=True)

    def _result(self, status, result, event="result", ignored=False):
        values = result._result
        told = {"censored": True} if "censored" in values else values
        self._tell(
            event,
            host=result._host.get_name(),
            status=status,
            action=result._task.action,
            ignored=bool(ignored),
            item=self._get_item_label(values) if event == "item" else None,
            # For the whole of a loop the keyword is not rendered.
            delegated=None if "results" in values else result._task.delegate_to,
            values=told,
        )

    def v2_playbook_on_play_start(self, play):
        self._tell("play", name=play.get_name().strip())

    def v2_playbook_on_no_hosts_matched(self):
        self._tell("no-hosts-matched")

    def v2_playbook_on_no_hosts_remaining(self):
        self._tell("no-hosts-left")

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._tell("task", name=task.get_name().strip())

    def v2_playbook_on_handler_task_start(self, task):
        self._tell("handler", name=task.get_name().strip())

    def v2_playbook_on_include(self, included_file):
        self._tell(
            "included",
            name=os.path.basename(included_file._filename),
            hosts=sorted(host.get_name() for host in included_file._hosts),
            item=self._get_item_label(included_file._vars) if included_file._vars else None,
        )

    def v2_runner_on_ok(self, result):
        self._result("changed" if result.is_changed() else "ok", result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result("failed", result, ignored=ignore_errors)

    def v2_runner_on_skipped(self, result):
        self._result("skipped", result)

    def v2_runner_on_unreachable(self, result):
        self._result("unreachable", result)

    def v2_runner_item_on_ok(self, result):
        self._result("changed" if result.is_changed() else "ok", result, event="item")

    def v2_runner_item_on_failed(self, result):
        self._result("failed", result, event="item")

    def v2_runner_item_on_skipped(self, result):
        self._result("skipped", result, event="item")

    def v2_runner_retry(self, result):
        left = result._result["retries"] - result._result["attempts"]
        self._tell("retry", host=result._host.get_name(), left=left)

    def v2_playbook_on_stats(self, stats):
        for host in sorted(stats.processed):
            self._tell("recap", host=host, counts=stats.summarize(host))
