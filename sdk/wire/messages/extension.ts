/** The messages of `filter.fbs` and `lookup.fbs`. @module */
import {
  ApplyFilterReply as FilterReplyTable,
  ApplyFilterRequest as FilterRequestTable,
  LookupReply as LookupReplyTable,
  LookupRequest as LookupRequestTable,
  Message,
} from "../../fbs/wire.ts";
import type { Key, Value } from "../../value.ts";
import type { CallType } from "../codec.ts";
import { asList, asMap } from "../shape.ts";

/** `value | filter(arguments, **named)`. */
export interface ApplyFilterRequest {
  /** Its name. */
  readonly filter: string;
  /** What is filtered. */
  readonly value: Value;
  /** Given by position. */
  readonly arguments: Value[];
  /** Given by name. */
  readonly named: Map<Key, Value>;
}

/** Applies a filter. */
export const applyFilter: CallType<ApplyFilterRequest, { readonly value: Value }> = {
  name: "ApplyFilter",
  request: {
    type: Message.ApplyFilterRequest,
    write: (out, request) => {
      const filter = out.createString(request.filter);
      const value = out.value(request.value);
      const args = out.value(request.arguments);
      const named = out.value(request.named);
      FilterRequestTable.startApplyFilterRequest(out);
      FilterRequestTable.addFilter(out, filter);
      FilterRequestTable.addValue(out, value);
      FilterRequestTable.addArguments(out, args);
      FilterRequestTable.addNamed(out, named);
      return FilterRequestTable.endApplyFilterRequest(out);
    },
    read: (envelope, values) => {
      const table: FilterRequestTable = envelope.message(new FilterRequestTable());
      return {
        filter: table.filter()!,
        value: values.value(table.value()),
        arguments: asList(values.value(table.arguments_())),
        named: asMap(values.value(table.named())),
      };
    },
  },
  reply: {
    type: Message.ApplyFilterReply,
    write: (out, { value }) => {
      const tree = out.value(value);
      FilterReplyTable.startApplyFilterReply(out);
      FilterReplyTable.addValue(out, tree);
      return FilterReplyTable.endApplyFilterReply(out);
    },
    read: (envelope, values) => {
      const table: FilterReplyTable = envelope.message(new FilterReplyTable());
      return { value: values.value(table.value()) };
    },
  },
};

/** `lookup('name', *terms, **options)`. */
export interface LookupRequest {
  /** Its name. */
  readonly lookup: string;
  /** What is looked up. */
  readonly terms: Value[];
  /** Given by name. */
  readonly options: Map<Key, Value>;
}

/** Looks values up. */
export const lookup: CallType<LookupRequest, { readonly values: Value[] }> = {
  name: "Lookup",
  request: {
    type: Message.LookupRequest,
    write: (out, request) => {
      const name = out.createString(request.lookup);
      const terms = out.value(request.terms);
      const options = out.value(request.options);
      LookupRequestTable.startLookupRequest(out);
      LookupRequestTable.addLookup(out, name);
      LookupRequestTable.addTerms(out, terms);
      LookupRequestTable.addOptions(out, options);
      return LookupRequestTable.endLookupRequest(out);
    },
    read: (envelope, values) => {
      const table: LookupRequestTable = envelope.message(new LookupRequestTable());
      return {
        lookup: table.lookup()!,
        terms: asList(values.value(table.terms())),
        options: asMap(values.value(table.options())),
      };
    },
  },
  reply: {
    type: Message.LookupReply,
    write: (out, { values }) => {
      const tree = out.value(values);
      LookupReplyTable.startLookupReply(out);
      LookupReplyTable.addValues(out, tree);
      return LookupReplyTable.endLookupReply(out);
    },
    read: (envelope, values) => {
      const table: LookupReplyTable = envelope.message(new LookupReplyTable());
      return { values: asList(values.value(table.values())) };
    },
  },
};
