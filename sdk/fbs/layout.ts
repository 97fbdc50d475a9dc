// Written by `deno task gen-schemas` from flatbuffers/*.fbs; do not edit.

import type { SchemaLayout } from '../wire/layout.ts';

/** What the verifier knows of the schemas. */
export const LAYOUT: SchemaLayout = {
 "identifier": "SHEP",
 "root": 14,
 "tables": [
  {
   "name": "Action",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "summary",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "description",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "arguments",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 3
    },
    {
     "name": "constraints",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 8
    },
    {
     "name": "free_form",
     "slot": 14,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "accepts_any",
     "slot": 16,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "supports_check",
     "slot": 18,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "supports_diff",
     "slot": 20,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "examples",
     "slot": 22,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "returns",
     "slot": 24,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 15
    }
   ]
  },
  {
   "name": "ApplyFilterReply",
   "fields": [
    {
     "name": "value",
     "slot": 4,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "ApplyFilterRequest",
   "fields": [
    {
     "name": "filter",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "value",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "arguments",
     "slot": 8,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "named",
     "slot": 10,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "Argument",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "type",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "description",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "required",
     "slot": 10,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "default_value",
     "slot": 12,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "choices",
     "slot": 14,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "aliases",
     "slot": 16,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "elements",
     "slot": 18,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "fields",
     "slot": 20,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 3
    },
    {
     "name": "no_log",
     "slot": 22,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    }
   ]
  },
  {
   "name": "Become",
   "fields": [
    {
     "name": "method",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "user",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "flags",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "executable",
     "slot": 10,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "password",
     "slot": 12,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "Cancel",
   "fields": []
  },
  {
   "name": "CloseConnectionReply",
   "fields": []
  },
  {
   "name": "CloseConnectionRequest",
   "fields": [
    {
     "name": "connection_id",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "Constraint",
   "fields": [
    {
     "name": "kind",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "arguments",
     "slot": 6,
     "required": true,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "when_argument",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "when_value",
     "slot": 10,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "DescribeReply",
   "fields": [
    {
     "name": "summary",
     "slot": 4,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "permissions",
     "slot": 6,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 39
    },
    {
     "name": "actions",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 0
    },
    {
     "name": "connections",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "inventories",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "parsers",
     "slot": 14,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "filters",
     "slot": 16,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "lookups",
     "slot": 18,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    }
   ]
  },
  {
   "name": "DescribeRequest",
   "fields": []
  },
  {
   "name": "Diagnostic",
   "fields": [
    {
     "name": "summary",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "detail",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "hint",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "file",
     "slot": 10,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "position",
     "slot": 12,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    },
    {
     "name": "source_line",
     "slot": 14,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "Diff",
   "fields": [
    {
     "name": "before_header",
     "slot": 4,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "after_header",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "before",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "after",
     "slot": 10,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "prepared",
     "slot": 12,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "DirectoryEntry",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "kind",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "mode",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "Envelope",
   "fields": [
    {
     "name": "protocol_version",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 2,
     "ref": 0
    },
    {
     "name": "correlation_id",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "parent_id",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "message_type",
     "slot": 10,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "message",
     "slot": 12,
     "required": true,
     "shape": "union",
     "size": 4,
     "ref": 6
    }
   ]
  },
  {
   "name": "EnvironmentVariable",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "value",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "ErrorReply",
   "fields": [
    {
     "name": "kind",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "diagnostic",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 11
    }
   ]
  },
  {
   "name": "ExecReply",
   "fields": [
    {
     "name": "exit_code",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "signal",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "stdout",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    },
    {
     "name": "stderr",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    }
   ]
  },
  {
   "name": "ExecRequest",
   "fields": [
    {
     "name": "connection_id",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "kind",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "script",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "argv",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "stdin",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    },
    {
     "name": "cwd",
     "slot": 14,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "environment",
     "slot": 16,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 15
    },
    {
     "name": "become",
     "slot": 18,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 4
    }
   ]
  },
  {
   "name": "ExecuteTaskReply",
   "fields": [
    {
     "name": "status",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "result",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "facts",
     "slot": 8,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "diffs",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 12
    },
    {
     "name": "warnings",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    }
   ]
  },
  {
   "name": "ExecuteTaskRequest",
   "fields": [
    {
     "name": "action",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "arguments",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "host",
     "slot": 8,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "check",
     "slot": 10,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "diff",
     "slot": 12,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "verbosity",
     "slot": 14,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    }
   ]
  },
  {
   "name": "FetchReply",
   "fields": [
    {
     "name": "size",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    }
   ]
  },
  {
   "name": "FetchRequest",
   "fields": [
    {
     "name": "connection_id",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "path",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "become",
     "slot": 8,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 4
    }
   ]
  },
  {
   "name": "Hello",
   "fields": [
    {
     "name": "protocol_version",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 2,
     "ref": 0
    },
    {
     "name": "name",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "version",
     "slot": 8,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "kinds",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    },
    {
     "name": "features",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "max_frame_bytes",
     "slot": 14,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "stream_window_bytes",
     "slot": 16,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "InventoryGroup",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "hosts",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "children",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "priority",
     "slot": 10,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "variables",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 54
    }
   ]
  },
  {
   "name": "InventoryHost",
   "fields": [
    {
     "name": "name",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "file",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "line",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "variables",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 54
    }
   ]
  },
  {
   "name": "ListDirectoryReply",
   "fields": [
    {
     "name": "kind",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "path",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "entries",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 13
    }
   ]
  },
  {
   "name": "ListDirectoryRequest",
   "fields": [
    {
     "name": "path",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "search",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "LoadInventoryReply",
   "fields": [
    {
     "name": "hosts",
     "slot": 4,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 25
    },
    {
     "name": "groups",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 24
    },
    {
     "name": "variable_files",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 53
    },
    {
     "name": "playbook_variable_files",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 53
    },
    {
     "name": "warnings",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    }
   ]
  },
  {
   "name": "LoadInventoryRequest",
   "fields": [
    {
     "name": "sources",
     "slot": 4,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "playbook_dirs",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    }
   ]
  },
  {
   "name": "LogMessage",
   "fields": [
    {
     "name": "level",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "text",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "LookupReply",
   "fields": [
    {
     "name": "values",
     "slot": 4,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "LookupRequest",
   "fields": [
    {
     "name": "lookup",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "terms",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "options",
     "slot": 8,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "Node",
   "fields": []
  },
  {
   "name": "NodeTag",
   "fields": [
    {
     "name": "node",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "tag",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "OpenConnectionReply",
   "fields": [
    {
     "name": "connection_id",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "OpenConnectionRequest",
   "fields": [
    {
     "name": "connection",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "host",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "options",
     "slot": 8,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "environment",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 15
    }
   ]
  },
  {
   "name": "ParseReply",
   "fields": [
    {
     "name": "tree",
     "slot": 4,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 51
    },
    {
     "name": "warnings",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 11
    }
   ]
  },
  {
   "name": "ParseRequest",
   "fields": [
    {
     "name": "parser",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "file",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "source",
     "slot": 8,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "Permissions",
   "fields": [
    {
     "name": "read",
     "slot": 4,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "write",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "net",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "env",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "run",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    },
    {
     "name": "sys",
     "slot": 14,
     "required": false,
     "size": 4,
     "shape": "strings",
     "ref": 0
    }
   ]
  },
  {
   "name": "Position",
   "fields": []
  },
  {
   "name": "Progress",
   "fields": [
    {
     "name": "message",
     "slot": 4,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "current",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    },
    {
     "name": "total",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    },
    {
     "name": "unit",
     "slot": 10,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "PutReply",
   "fields": [
    {
     "name": "size",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    }
   ]
  },
  {
   "name": "PutRequest",
   "fields": [
    {
     "name": "connection_id",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "destination",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "content",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    },
    {
     "name": "source",
     "slot": 10,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "mode",
     "slot": 12,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "become",
     "slot": 14,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 4
    }
   ]
  },
  {
   "name": "ReadFileReply",
   "fields": [
    {
     "name": "kind",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "path",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "size",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 8,
     "ref": 0
    },
    {
     "name": "mode",
     "slot": 10,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    },
    {
     "name": "sha1",
     "slot": 12,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "data",
     "slot": 14,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    }
   ]
  },
  {
   "name": "ReadFileRequest",
   "fields": [
    {
     "name": "path",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "search",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "stat_only",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    }
   ]
  },
  {
   "name": "RenderTemplateReply",
   "fields": [
    {
     "name": "text",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "path",
     "slot": 6,
     "required": false,
     "shape": "string",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "RenderTemplateRequest",
   "fields": [
    {
     "name": "path",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "options",
     "slot": 6,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "StreamChunk",
   "fields": [
    {
     "name": "channel",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "data",
     "slot": 6,
     "required": true,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    }
   ]
  },
  {
   "name": "StreamCredit",
   "fields": [
    {
     "name": "channel",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "bytes",
     "slot": 6,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  },
  {
   "name": "StreamEnd",
   "fields": [
    {
     "name": "channel",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "error",
     "slot": 6,
     "required": false,
     "shape": "table",
     "size": 4,
     "ref": 16
    }
   ]
  },
  {
   "name": "SyntaxTree",
   "fields": [
    {
     "name": "file",
     "slot": 4,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "values",
     "slot": 6,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "positions",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 8
    },
    {
     "name": "tags",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "tables",
     "ref": 34
    }
   ]
  },
  {
   "name": "ValueTree",
   "fields": [
    {
     "name": "nodes",
     "slot": 4,
     "required": true,
     "size": 4,
     "shape": "inlines",
     "ref": 8
    },
    {
     "name": "ints",
     "slot": 6,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 8
    },
    {
     "name": "doubles",
     "slot": 8,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 8
    },
    {
     "name": "text",
     "slot": 10,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    },
    {
     "name": "blobs",
     "slot": 12,
     "required": false,
     "size": 4,
     "shape": "inlines",
     "ref": 1
    }
   ]
  },
  {
   "name": "VariableFile",
   "fields": [
    {
     "name": "owner",
     "slot": 4,
     "required": false,
     "shape": "inline",
     "size": 1,
     "ref": 0
    },
    {
     "name": "name",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "base",
     "slot": 8,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "file",
     "slot": 10,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "values",
     "slot": 12,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    }
   ]
  },
  {
   "name": "VariableLayer",
   "fields": [
    {
     "name": "values",
     "slot": 4,
     "required": true,
     "shape": "table",
     "size": 4,
     "ref": 52
    },
    {
     "name": "file",
     "slot": 6,
     "required": true,
     "shape": "string",
     "size": 4,
     "ref": 0
    },
    {
     "name": "line",
     "slot": 8,
     "required": false,
     "shape": "inline",
     "size": 4,
     "ref": 0
    }
   ]
  }
 ],
 "unions": [
  [],
  [],
  [],
  [],
  [],
  [],
  [
   -1,
   23,
   16,
   5,
   10,
   9,
   20,
   19,
   45,
   44,
   27,
   26,
   47,
   46,
   36,
   35,
   7,
   6,
   18,
   17,
   43,
   42,
   22,
   21,
   29,
   28,
   38,
   37,
   2,
   1,
   32,
   31,
   30,
   41,
   48,
   49,
   50
  ],
  [],
  [],
  [],
  [],
  []
 ]
};
