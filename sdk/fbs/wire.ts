// Written by `deno task gen-schemas` from flatbuffers/*.fbs; do not edit.

import * as flatbuffers from 'flatbuffers';

export class Action {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Action {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsAction(bb:flatbuffers.ByteBuffer, obj?:Action):Action {
  return (obj || new Action()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsAction(bb:flatbuffers.ByteBuffer, obj?:Action):Action {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Action()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

summary():string|null
summary(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
summary(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

description():string|null
description(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
description(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

arguments_(index: number, obj?:Argument):Argument|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new Argument()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

argumentsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

constraints(index: number, obj?:Constraint):Constraint|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new Constraint()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

constraintsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * The argument that takes the free-form text of `action: text`, if any.
 */
freeForm():string|null
freeForm(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
freeForm(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * Whether arguments that are not declared are passed on.
 */
acceptsAny():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

supportsCheck():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

supportsDiff():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 20);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Documented tasks, in YAML.
 */
examples(index: number):string
examples(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
examples(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 22);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

examplesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 22);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Name and meaning of what a result holds.
 */
returns(index: number, obj?:EnvironmentVariable):EnvironmentVariable|null {
  const offset = this.bb!.__offset(this.bb_pos, 24);
  return offset ? (obj || new EnvironmentVariable()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

returnsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 24);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Whether it counts time from its call on, or lets time pass before it asks for anything.
 */
keepsTime():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 26);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Results that take long to find out: a request says which of them nobody reads.
 */
costly(index: number):string
costly(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
costly(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 28);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

costlyLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 28);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startAction(builder:flatbuffers.Builder) {
  builder.startObject(13);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addSummary(builder:flatbuffers.Builder, summaryOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, summaryOffset, 0);
}

static addDescription(builder:flatbuffers.Builder, descriptionOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, descriptionOffset, 0);
}

static addArguments(builder:flatbuffers.Builder, arguments_Offset:flatbuffers.Offset) {
  builder.addFieldOffset(3, arguments_Offset, 0);
}

static createArgumentsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startArgumentsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addConstraints(builder:flatbuffers.Builder, constraintsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, constraintsOffset, 0);
}

static createConstraintsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startConstraintsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addFreeForm(builder:flatbuffers.Builder, freeFormOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, freeFormOffset, 0);
}

static addAcceptsAny(builder:flatbuffers.Builder, acceptsAny:boolean) {
  builder.addFieldInt8(6, +acceptsAny, +false);
}

static addSupportsCheck(builder:flatbuffers.Builder, supportsCheck:boolean) {
  builder.addFieldInt8(7, +supportsCheck, +false);
}

static addSupportsDiff(builder:flatbuffers.Builder, supportsDiff:boolean) {
  builder.addFieldInt8(8, +supportsDiff, +false);
}

static addExamples(builder:flatbuffers.Builder, examplesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(9, examplesOffset, 0);
}

static createExamplesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startExamplesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addReturns(builder:flatbuffers.Builder, returnsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(10, returnsOffset, 0);
}

static createReturnsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startReturnsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addKeepsTime(builder:flatbuffers.Builder, keepsTime:boolean) {
  builder.addFieldInt8(11, +keepsTime, +false);
}

static addCostly(builder:flatbuffers.Builder, costlyOffset:flatbuffers.Offset) {
  builder.addFieldOffset(12, costlyOffset, 0);
}

static createCostlyVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startCostlyVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endAction(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  return offset;
}

static createAction(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset, summaryOffset:flatbuffers.Offset, descriptionOffset:flatbuffers.Offset, arguments_Offset:flatbuffers.Offset, constraintsOffset:flatbuffers.Offset, freeFormOffset:flatbuffers.Offset, acceptsAny:boolean, supportsCheck:boolean, supportsDiff:boolean, examplesOffset:flatbuffers.Offset, returnsOffset:flatbuffers.Offset, keepsTime:boolean, costlyOffset:flatbuffers.Offset):flatbuffers.Offset {
  Action.startAction(builder);
  Action.addName(builder, nameOffset);
  Action.addSummary(builder, summaryOffset);
  Action.addDescription(builder, descriptionOffset);
  Action.addArguments(builder, arguments_Offset);
  Action.addConstraints(builder, constraintsOffset);
  Action.addFreeForm(builder, freeFormOffset);
  Action.addAcceptsAny(builder, acceptsAny);
  Action.addSupportsCheck(builder, supportsCheck);
  Action.addSupportsDiff(builder, supportsDiff);
  Action.addExamples(builder, examplesOffset);
  Action.addReturns(builder, returnsOffset);
  Action.addKeepsTime(builder, keepsTime);
  Action.addCostly(builder, costlyOffset);
  return Action.endAction(builder);
}
}

export class ApplyFilterReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ApplyFilterReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsApplyFilterReply(bb:flatbuffers.ByteBuffer, obj?:ApplyFilterReply):ApplyFilterReply {
  return (obj || new ApplyFilterReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsApplyFilterReply(bb:flatbuffers.ByteBuffer, obj?:ApplyFilterReply):ApplyFilterReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ApplyFilterReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

value(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startApplyFilterReply(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addValue(builder:flatbuffers.Builder, valueOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, valueOffset, 0);
}

static endApplyFilterReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // value
  return offset;
}

static createApplyFilterReply(builder:flatbuffers.Builder, valueOffset:flatbuffers.Offset):flatbuffers.Offset {
  ApplyFilterReply.startApplyFilterReply(builder);
  ApplyFilterReply.addValue(builder, valueOffset);
  return ApplyFilterReply.endApplyFilterReply(builder);
}
}

/**
 * Host to plugin: `value | filter(arguments, **named)`. Answered by `ApplyFilterReply`.
 */
export class ApplyFilterRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ApplyFilterRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsApplyFilterRequest(bb:flatbuffers.ByteBuffer, obj?:ApplyFilterRequest):ApplyFilterRequest {
  return (obj || new ApplyFilterRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsApplyFilterRequest(bb:flatbuffers.ByteBuffer, obj?:ApplyFilterRequest):ApplyFilterRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ApplyFilterRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

filter():string
filter(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
filter(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

value(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * A list.
 */
arguments_(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * A map.
 */
named(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startApplyFilterRequest(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addFilter(builder:flatbuffers.Builder, filterOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, filterOffset, 0);
}

static addValue(builder:flatbuffers.Builder, valueOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, valueOffset, 0);
}

static addArguments(builder:flatbuffers.Builder, arguments_Offset:flatbuffers.Offset) {
  builder.addFieldOffset(2, arguments_Offset, 0);
}

static addNamed(builder:flatbuffers.Builder, namedOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, namedOffset, 0);
}

static endApplyFilterRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // filter
  builder.requiredField(offset, 6) // value
  return offset;
}

}

/**
 * The type of an argument, in Ansible's terms.
 */
export enum ArgumentType {
  Str = 0,
  Int = 1,
  Float = 2,
  Bool = 3,
  Path = 4,
  List = 5,
  Dict = 6,
  Raw = 7,
  Bytes = 8
}

export class Argument {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Argument {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsArgument(bb:flatbuffers.ByteBuffer, obj?:Argument):Argument {
  return (obj || new Argument()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsArgument(bb:flatbuffers.ByteBuffer, obj?:Argument):Argument {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Argument()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

type():ArgumentType {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : ArgumentType.Str;
}

description():string|null
description(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
description(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

required():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

defaultValue(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

choices(index: number):string
choices(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
choices(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

choicesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

aliases(index: number):string
aliases(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
aliases(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

aliasesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * The type of a list's items.
 */
elements():ArgumentType {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : ArgumentType.Raw;
}

/**
 * The fields of a dict, or of a list's dicts.
 */
fields(index: number, obj?:Argument):Argument|null {
  const offset = this.bb!.__offset(this.bb_pos, 20);
  return offset ? (obj || new Argument()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

fieldsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 20);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Never logged, shown or kept.
 */
noLog():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 22);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Of a boolean: all that it is for, as paths of the result: `stat.mimetype`. The host may pass
 * false where nobody reads any of these.
 */
gives(index: number):string
gives(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
gives(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 24);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

givesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 24);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startArgument(builder:flatbuffers.Builder) {
  builder.startObject(11);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addType(builder:flatbuffers.Builder, type:ArgumentType) {
  builder.addFieldInt8(1, type, ArgumentType.Str);
}

static addDescription(builder:flatbuffers.Builder, descriptionOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, descriptionOffset, 0);
}

static addRequired(builder:flatbuffers.Builder, required:boolean) {
  builder.addFieldInt8(3, +required, +false);
}

static addDefaultValue(builder:flatbuffers.Builder, defaultValueOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, defaultValueOffset, 0);
}

static addChoices(builder:flatbuffers.Builder, choicesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, choicesOffset, 0);
}

static createChoicesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startChoicesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addAliases(builder:flatbuffers.Builder, aliasesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(6, aliasesOffset, 0);
}

static createAliasesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startAliasesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addElements(builder:flatbuffers.Builder, elements:ArgumentType) {
  builder.addFieldInt8(7, elements, ArgumentType.Raw);
}

static addFields(builder:flatbuffers.Builder, fieldsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(8, fieldsOffset, 0);
}

static createFieldsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startFieldsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addNoLog(builder:flatbuffers.Builder, noLog:boolean) {
  builder.addFieldInt8(9, +noLog, +false);
}

static addGives(builder:flatbuffers.Builder, givesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(10, givesOffset, 0);
}

static createGivesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startGivesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endArgument(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  return offset;
}

}

/**
 * Who a program runs as, if not as the user of the connection.
 */
export class Become {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Become {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsBecome(bb:flatbuffers.ByteBuffer, obj?:Become):Become {
  return (obj || new Become()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsBecome(bb:flatbuffers.ByteBuffer, obj?:Become):Become {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Become()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * `sudo`, …
 */
method():string
method(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
method(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

user():string|null
user(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
user(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

flags():string|null
flags(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
flags(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

executable():string|null
executable(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
executable(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

password():string|null
password(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
password(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startBecome(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addMethod(builder:flatbuffers.Builder, methodOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, methodOffset, 0);
}

static addUser(builder:flatbuffers.Builder, userOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, userOffset, 0);
}

static addFlags(builder:flatbuffers.Builder, flagsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, flagsOffset, 0);
}

static addExecutable(builder:flatbuffers.Builder, executableOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, executableOffset, 0);
}

static addPassword(builder:flatbuffers.Builder, passwordOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, passwordOffset, 0);
}

static endBecome(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // method
  return offset;
}

static createBecome(builder:flatbuffers.Builder, methodOffset:flatbuffers.Offset, userOffset:flatbuffers.Offset, flagsOffset:flatbuffers.Offset, executableOffset:flatbuffers.Offset, passwordOffset:flatbuffers.Offset):flatbuffers.Offset {
  Become.startBecome(builder);
  Become.addMethod(builder, methodOffset);
  Become.addUser(builder, userOffset);
  Become.addFlags(builder, flagsOffset);
  Become.addExecutable(builder, executableOffset);
  Become.addPassword(builder, passwordOffset);
  return Become.endBecome(builder);
}
}

/**
 * Asks the peer to give up the call of this correlation id. The reply is still due.
 */
export class Cancel {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Cancel {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsCancel(bb:flatbuffers.ByteBuffer, obj?:Cancel):Cancel {
  return (obj || new Cancel()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsCancel(bb:flatbuffers.ByteBuffer, obj?:Cancel):Cancel {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Cancel()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static startCancel(builder:flatbuffers.Builder) {
  builder.startObject(0);
}

static endCancel(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createCancel(builder:flatbuffers.Builder):flatbuffers.Offset {
  Cancel.startCancel(builder);
  return Cancel.endCancel(builder);
}
}

export class CloseConnectionReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):CloseConnectionReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsCloseConnectionReply(bb:flatbuffers.ByteBuffer, obj?:CloseConnectionReply):CloseConnectionReply {
  return (obj || new CloseConnectionReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsCloseConnectionReply(bb:flatbuffers.ByteBuffer, obj?:CloseConnectionReply):CloseConnectionReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new CloseConnectionReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static startCloseConnectionReply(builder:flatbuffers.Builder) {
  builder.startObject(0);
}

static endCloseConnectionReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createCloseConnectionReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  CloseConnectionReply.startCloseConnectionReply(builder);
  return CloseConnectionReply.endCloseConnectionReply(builder);
}
}

/**
 * Host to plugin. Answered by `CloseConnectionReply`.
 */
export class CloseConnectionRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):CloseConnectionRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsCloseConnectionRequest(bb:flatbuffers.ByteBuffer, obj?:CloseConnectionRequest):CloseConnectionRequest {
  return (obj || new CloseConnectionRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsCloseConnectionRequest(bb:flatbuffers.ByteBuffer, obj?:CloseConnectionRequest):CloseConnectionRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new CloseConnectionRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

connectionId():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

static startCloseConnectionRequest(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addConnectionId(builder:flatbuffers.Builder, connectionId:number) {
  builder.addFieldInt32(0, connectionId, 0);
}

static endCloseConnectionRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createCloseConnectionRequest(builder:flatbuffers.Builder, connectionId:number):flatbuffers.Offset {
  CloseConnectionRequest.startCloseConnectionRequest(builder);
  CloseConnectionRequest.addConnectionId(builder, connectionId);
  return CloseConnectionRequest.endCloseConnectionRequest(builder);
}
}

/**
 * How a rule ties arguments to each other.
 */
export enum ConstraintKind {
  MutuallyExclusive = 0,
  RequiredTogether = 1,
  RequiredOneOf = 2,
  RequiredIf = 3,
  RequiredBy = 4
}

export class Constraint {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Constraint {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsConstraint(bb:flatbuffers.ByteBuffer, obj?:Constraint):Constraint {
  return (obj || new Constraint()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsConstraint(bb:flatbuffers.ByteBuffer, obj?:Constraint):Constraint {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Constraint()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

kind():ConstraintKind {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : ConstraintKind.MutuallyExclusive;
}

arguments_(index: number):string
arguments_(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
arguments_(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

argumentsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * For `RequiredIf`: the argument and the value it must have for `arguments` to be required. For
 * `RequiredBy`: the argument that requires them, whatever its value.
 */
whenArgument():string|null
whenArgument(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
whenArgument(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

whenValue(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startConstraint(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addKind(builder:flatbuffers.Builder, kind:ConstraintKind) {
  builder.addFieldInt8(0, kind, ConstraintKind.MutuallyExclusive);
}

static addArguments(builder:flatbuffers.Builder, arguments_Offset:flatbuffers.Offset) {
  builder.addFieldOffset(1, arguments_Offset, 0);
}

static createArgumentsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startArgumentsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addWhenArgument(builder:flatbuffers.Builder, whenArgumentOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, whenArgumentOffset, 0);
}

static addWhenValue(builder:flatbuffers.Builder, whenValueOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, whenValueOffset, 0);
}

static endConstraint(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // arguments
  return offset;
}

}

export class DescribeReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):DescribeReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsDescribeReply(bb:flatbuffers.ByteBuffer, obj?:DescribeReply):DescribeReply {
  return (obj || new DescribeReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsDescribeReply(bb:flatbuffers.ByteBuffer, obj?:DescribeReply):DescribeReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new DescribeReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

summary():string|null
summary(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
summary(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

permissions(obj?:Permissions):Permissions|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new Permissions()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

actions(index: number, obj?:Action):Action|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new Action()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

actionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

connections(index: number):string
connections(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
connections(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

connectionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

inventories(index: number):string
inventories(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
inventories(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

inventoriesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

parsers(index: number):string
parsers(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
parsers(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

parsersLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

filters(index: number):string
filters(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
filters(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

filtersLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

lookups(index: number):string
lookups(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
lookups(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

lookupsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startDescribeReply(builder:flatbuffers.Builder) {
  builder.startObject(8);
}

static addSummary(builder:flatbuffers.Builder, summaryOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, summaryOffset, 0);
}

static addPermissions(builder:flatbuffers.Builder, permissionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, permissionsOffset, 0);
}

static addActions(builder:flatbuffers.Builder, actionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, actionsOffset, 0);
}

static createActionsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startActionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addConnections(builder:flatbuffers.Builder, connectionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, connectionsOffset, 0);
}

static createConnectionsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startConnectionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addInventories(builder:flatbuffers.Builder, inventoriesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, inventoriesOffset, 0);
}

static createInventoriesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startInventoriesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addParsers(builder:flatbuffers.Builder, parsersOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, parsersOffset, 0);
}

static createParsersVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startParsersVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addFilters(builder:flatbuffers.Builder, filtersOffset:flatbuffers.Offset) {
  builder.addFieldOffset(6, filtersOffset, 0);
}

static createFiltersVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startFiltersVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addLookups(builder:flatbuffers.Builder, lookupsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(7, lookupsOffset, 0);
}

static createLookupsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startLookupsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endDescribeReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

}

export class DescribeRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):DescribeRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsDescribeRequest(bb:flatbuffers.ByteBuffer, obj?:DescribeRequest):DescribeRequest {
  return (obj || new DescribeRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsDescribeRequest(bb:flatbuffers.ByteBuffer, obj?:DescribeRequest):DescribeRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new DescribeRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * The actions that are asked about; all that there are, if absent.
 */
actions(index: number):string
actions(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
actions(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

actionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startDescribeRequest(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addActions(builder:flatbuffers.Builder, actionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, actionsOffset, 0);
}

static createActionsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startActionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endDescribeRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createDescribeRequest(builder:flatbuffers.Builder, actionsOffset:flatbuffers.Offset):flatbuffers.Offset {
  DescribeRequest.startDescribeRequest(builder);
  DescribeRequest.addActions(builder, actionsOffset);
  return DescribeRequest.endDescribeRequest(builder);
}
}

export class Diagnostic {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Diagnostic {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsDiagnostic(bb:flatbuffers.ByteBuffer, obj?:Diagnostic):Diagnostic {
  return (obj || new Diagnostic()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsDiagnostic(bb:flatbuffers.ByteBuffer, obj?:Diagnostic):Diagnostic {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Diagnostic()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * What happened, one line.
 */
summary():string
summary(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
summary(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * Why, as many lines as it takes.
 */
detail():string|null
detail(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
detail(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * What to do about it.
 */
hint():string|null
hint(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
hint(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

file():string|null
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
file(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

position(obj?:Position):Position|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new Position()).__init(this.bb_pos + offset, this.bb!) : null;
}

/**
 * The line of the source that `position` names.
 */
sourceLine():string|null
sourceLine(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
sourceLine(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startDiagnostic(builder:flatbuffers.Builder) {
  builder.startObject(6);
}

static addSummary(builder:flatbuffers.Builder, summaryOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, summaryOffset, 0);
}

static addDetail(builder:flatbuffers.Builder, detailOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, detailOffset, 0);
}

static addHint(builder:flatbuffers.Builder, hintOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, hintOffset, 0);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, fileOffset, 0);
}

static addPosition(builder:flatbuffers.Builder, positionOffset:flatbuffers.Offset) {
  builder.addFieldStruct(4, positionOffset, 0);
}

static addSourceLine(builder:flatbuffers.Builder, sourceLineOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, sourceLineOffset, 0);
}

static endDiagnostic(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // summary
  return offset;
}

}

export class Diff {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Diff {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsDiff(bb:flatbuffers.ByteBuffer, obj?:Diff):Diff {
  return (obj || new Diff()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsDiff(bb:flatbuffers.ByteBuffer, obj?:Diff):Diff {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Diff()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

beforeHeader():string|null
beforeHeader(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
beforeHeader(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

afterHeader():string|null
afterHeader(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
afterHeader(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

before():string|null
before(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
before(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

after():string|null
after(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
after(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * A finished text, where before and after would say too little or too much.
 */
prepared():string|null
prepared(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
prepared(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startDiff(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addBeforeHeader(builder:flatbuffers.Builder, beforeHeaderOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, beforeHeaderOffset, 0);
}

static addAfterHeader(builder:flatbuffers.Builder, afterHeaderOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, afterHeaderOffset, 0);
}

static addBefore(builder:flatbuffers.Builder, beforeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, beforeOffset, 0);
}

static addAfter(builder:flatbuffers.Builder, afterOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, afterOffset, 0);
}

static addPrepared(builder:flatbuffers.Builder, preparedOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, preparedOffset, 0);
}

static endDiff(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createDiff(builder:flatbuffers.Builder, beforeHeaderOffset:flatbuffers.Offset, afterHeaderOffset:flatbuffers.Offset, beforeOffset:flatbuffers.Offset, afterOffset:flatbuffers.Offset, preparedOffset:flatbuffers.Offset):flatbuffers.Offset {
  Diff.startDiff(builder);
  Diff.addBeforeHeader(builder, beforeHeaderOffset);
  Diff.addAfterHeader(builder, afterHeaderOffset);
  Diff.addBefore(builder, beforeOffset);
  Diff.addAfter(builder, afterOffset);
  Diff.addPrepared(builder, preparedOffset);
  return Diff.endDiff(builder);
}
}

export class DirectoryEntry {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):DirectoryEntry {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsDirectoryEntry(bb:flatbuffers.ByteBuffer, obj?:DirectoryEntry):DirectoryEntry {
  return (obj || new DirectoryEntry()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsDirectoryEntry(bb:flatbuffers.ByteBuffer, obj?:DirectoryEntry):DirectoryEntry {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new DirectoryEntry()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * What stands there; of a link, what it leads to.
 */
kind():FileKind {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : FileKind.Missing;
}

mode():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * Where a link leads, as it is written in it.
 */
link():string|null
link(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
link(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * Of a link to a directory: where that really is, as seen from where the listed one really is.
 */
leads():string|null
leads(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
leads(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startDirectoryEntry(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addKind(builder:flatbuffers.Builder, kind:FileKind) {
  builder.addFieldInt8(1, kind, FileKind.Missing);
}

static addMode(builder:flatbuffers.Builder, mode:number) {
  builder.addFieldInt32(2, mode, 0);
}

static addLink(builder:flatbuffers.Builder, linkOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, linkOffset, 0);
}

static addLeads(builder:flatbuffers.Builder, leadsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, leadsOffset, 0);
}

static endDirectoryEntry(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  return offset;
}

static createDirectoryEntry(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset, kind:FileKind, mode:number, linkOffset:flatbuffers.Offset, leadsOffset:flatbuffers.Offset):flatbuffers.Offset {
  DirectoryEntry.startDirectoryEntry(builder);
  DirectoryEntry.addName(builder, nameOffset);
  DirectoryEntry.addKind(builder, kind);
  DirectoryEntry.addMode(builder, mode);
  DirectoryEntry.addLink(builder, linkOffset);
  DirectoryEntry.addLeads(builder, leadsOffset);
  return DirectoryEntry.endDirectoryEntry(builder);
}
}

export class Envelope {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Envelope {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsEnvelope(bb:flatbuffers.ByteBuffer, obj?:Envelope):Envelope {
  return (obj || new Envelope()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsEnvelope(bb:flatbuffers.ByteBuffer, obj?:Envelope):Envelope {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Envelope()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static bufferHasIdentifier(bb:flatbuffers.ByteBuffer):boolean {
  return bb.__has_identifier('SHEP');
}

protocolVersion():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint16(this.bb_pos + offset) : 0;
}

/**
 * Names the call: odd when the host opened it, even when the plugin did, 0 outside any call.
 */
correlationId():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * The call in whose name this one is made: a task's, when its plugin asks the host.
 */
parentId():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

messageType():Message {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : Message.NONE;
}

message<T extends flatbuffers.Table>(obj:any):any|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__union(obj, this.bb_pos + offset) : null;
}

static startEnvelope(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addProtocolVersion(builder:flatbuffers.Builder, protocolVersion:number) {
  builder.addFieldInt16(0, protocolVersion, 0);
}

static addCorrelationId(builder:flatbuffers.Builder, correlationId:number) {
  builder.addFieldInt32(1, correlationId, 0);
}

static addParentId(builder:flatbuffers.Builder, parentId:number) {
  builder.addFieldInt32(2, parentId, 0);
}

static addMessageType(builder:flatbuffers.Builder, messageType:Message) {
  builder.addFieldInt8(3, messageType, Message.NONE);
}

static addMessage(builder:flatbuffers.Builder, messageOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, messageOffset, 0);
}

static endEnvelope(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 12) // message
  return offset;
}

static finishEnvelopeBuffer(builder:flatbuffers.Builder, offset:flatbuffers.Offset) {
  builder.finish(offset, 'SHEP');
}

static finishSizePrefixedEnvelopeBuffer(builder:flatbuffers.Builder, offset:flatbuffers.Offset) {
  builder.finish(offset, 'SHEP', true);
}

static createEnvelope(builder:flatbuffers.Builder, protocolVersion:number, correlationId:number, parentId:number, messageType:Message, messageOffset:flatbuffers.Offset):flatbuffers.Offset {
  Envelope.startEnvelope(builder);
  Envelope.addProtocolVersion(builder, protocolVersion);
  Envelope.addCorrelationId(builder, correlationId);
  Envelope.addParentId(builder, parentId);
  Envelope.addMessageType(builder, messageType);
  Envelope.addMessage(builder, messageOffset);
  return Envelope.endEnvelope(builder);
}
}

/**
 * A variable of a process's environment.
 */
export class EnvironmentVariable {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):EnvironmentVariable {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsEnvironmentVariable(bb:flatbuffers.ByteBuffer, obj?:EnvironmentVariable):EnvironmentVariable {
  return (obj || new EnvironmentVariable()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsEnvironmentVariable(bb:flatbuffers.ByteBuffer, obj?:EnvironmentVariable):EnvironmentVariable {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new EnvironmentVariable()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

value():string
value(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
value(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

static startEnvironmentVariable(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addValue(builder:flatbuffers.Builder, valueOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, valueOffset, 0);
}

static endEnvironmentVariable(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  builder.requiredField(offset, 6) // value
  return offset;
}

static createEnvironmentVariable(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset, valueOffset:flatbuffers.Offset):flatbuffers.Offset {
  EnvironmentVariable.startEnvironmentVariable(builder);
  EnvironmentVariable.addName(builder, nameOffset);
  EnvironmentVariable.addValue(builder, valueOffset);
  return EnvironmentVariable.endEnvironmentVariable(builder);
}
}

/**
 * What kind of thing went wrong, for programs; `ErrorReply.summary` is for people.
 */
export enum ErrorKind {
  /**
   * A defect in the plugin: its handler threw.
   */
  Internal = 0,

  /**
   * The peer speaks no version of the protocol that this side speaks.
   */
  UnsupportedVersion = 1,

  /**
   * The message is legal, but this side does not serve it.
   */
  UnsupportedMessage = 2,

  /**
   * The request names an action, a filter, a connection or the like that is not there.
   */
  NotFound = 3,

  /**
   * The request is legal FlatBuffers, but its content is not.
   */
  InvalidRequest = 4,

  /**
   * An argument does not fit the schema which the action declares.
   */
  InvalidArgument = 5,

  /**
   * The call was cancelled by its caller.
   */
  Cancelled = 6,

  /**
   * The call took longer than it was given.
   */
  DeadlineExceeded = 7,

  /**
   * The host, its policy or the sandbox refused.
   */
  PermissionDenied = 8,

  /**
   * The target cannot be reached, or was lost on the way.
   */
  Unreachable = 9,

  /**
   * The text that was to be parsed is not in its language.
   */
  Syntax = 10,

  /**
   * The thing asked of a file system, a network or a program failed.
   */
  Failed = 11
}

/**
 * Answers any request that could not be carried out.
 */
export class ErrorReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ErrorReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsErrorReply(bb:flatbuffers.ByteBuffer, obj?:ErrorReply):ErrorReply {
  return (obj || new ErrorReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsErrorReply(bb:flatbuffers.ByteBuffer, obj?:ErrorReply):ErrorReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ErrorReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

kind():ErrorKind {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : ErrorKind.Internal;
}

diagnostic(obj?:Diagnostic):Diagnostic|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new Diagnostic()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startErrorReply(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addKind(builder:flatbuffers.Builder, kind:ErrorKind) {
  builder.addFieldInt8(0, kind, ErrorKind.Internal);
}

static addDiagnostic(builder:flatbuffers.Builder, diagnosticOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, diagnosticOffset, 0);
}

static endErrorReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // diagnostic
  return offset;
}

}

export enum ExecKind {
  /**
   * A script of the plugin's own, run by the shell that the connection holds open.
   */
  Script = 0,

  /**
   * A user's program, exactly `argv`, in a process group of its own.
   */
  Command = 1
}

export class ExecReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ExecReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsExecReply(bb:flatbuffers.ByteBuffer, obj?:ExecReply):ExecReply {
  return (obj || new ExecReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsExecReply(bb:flatbuffers.ByteBuffer, obj?:ExecReply):ExecReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ExecReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * -1 when a signal ended the program.
 */
exitCode():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readInt32(this.bb_pos + offset) : 0;
}

signal():string|null
signal(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
signal(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

stdout(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

stdoutLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

stdoutArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

stderr(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

stderrLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

stderrArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

/**
 * When the program was asked for, in milliseconds since 1970 by the host's clock, which sets it.
 */
started():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.readFloat64(this.bb_pos + offset) : 0.0;
}

/**
 * When its result was there.
 */
ended():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.readFloat64(this.bb_pos + offset) : 0.0;
}

/**
 * Whether it was not run, because the program before it failed.
 */
skipped():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

static startExecReply(builder:flatbuffers.Builder) {
  builder.startObject(7);
}

static addExitCode(builder:flatbuffers.Builder, exitCode:number) {
  builder.addFieldInt32(0, exitCode, 0);
}

static addSignal(builder:flatbuffers.Builder, signalOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, signalOffset, 0);
}

static addStdout(builder:flatbuffers.Builder, stdoutOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, stdoutOffset, 0);
}

static createStdoutVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startStdoutVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addStderr(builder:flatbuffers.Builder, stderrOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, stderrOffset, 0);
}

static createStderrVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startStderrVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addStarted(builder:flatbuffers.Builder, started:number) {
  builder.addFieldFloat64(4, started, 0.0);
}

static addEnded(builder:flatbuffers.Builder, ended:number) {
  builder.addFieldFloat64(5, ended, 0.0);
}

static addSkipped(builder:flatbuffers.Builder, skipped:boolean) {
  builder.addFieldInt8(6, +skipped, +false);
}

static endExecReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createExecReply(builder:flatbuffers.Builder, exitCode:number, signalOffset:flatbuffers.Offset, stdoutOffset:flatbuffers.Offset, stderrOffset:flatbuffers.Offset, started:number, ended:number, skipped:boolean):flatbuffers.Offset {
  ExecReply.startExecReply(builder);
  ExecReply.addExitCode(builder, exitCode);
  ExecReply.addSignal(builder, signalOffset);
  ExecReply.addStdout(builder, stdoutOffset);
  ExecReply.addStderr(builder, stderrOffset);
  ExecReply.addStarted(builder, started);
  ExecReply.addEnded(builder, ended);
  ExecReply.addSkipped(builder, skipped);
  return ExecReply.endExecReply(builder);
}
}

/**
 * Answered by `ExecReply`. Output that does not fit the reply comes before it, as a stream.
 */
export class ExecRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ExecRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsExecRequest(bb:flatbuffers.ByteBuffer, obj?:ExecRequest):ExecRequest {
  return (obj || new ExecRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsExecRequest(bb:flatbuffers.ByteBuffer, obj?:ExecRequest):ExecRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ExecRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

connectionId():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

kind():ExecKind {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : ExecKind.Script;
}

script():string|null
script(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
script(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

argv(index: number):string
argv(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
argv(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

argvLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

stdin(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

stdinLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

stdinArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

cwd():string|null
cwd(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
cwd(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

environment(index: number, obj?:EnvironmentVariable):EnvironmentVariable|null {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? (obj || new EnvironmentVariable()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

environmentLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

become(obj?:Become):Become|null {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? (obj || new Become()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * Functions that a script uses. A connection sends them once to each shell that it holds open.
 */
library():string|null
library(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
library(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 20);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * Whether it is a conversation: the input comes as the caller's stream, and all output goes as
 * one, as it comes.
 */
streamed():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 22);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Whether it is the last thing that a task asks of its target: the host may go on with the next
 * item of a loop before it is answered. A connection runs such scripts in one shell, in the
 * order in which they come.
 */
isLast():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 24);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Whether an exit code of 0 means that the task succeeds, asks no more and reports no facts: the
 * host may go on with the next task before it has the result of this one.
 */
isDecisive():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 26);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Set by the host, and told by no other program of the connection; 0 if none comes behind it.
 */
number():number {
  const offset = this.bb!.__offset(this.bb_pos, 28);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * Set by the host: to be run only if the program with this number was the one before it in that
 * order, and has exited with 0. Else it is not run, and counts as failed for what comes `after` it.
 */
after():number {
  const offset = this.bb!.__offset(this.bb_pos, 30);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

static startExecRequest(builder:flatbuffers.Builder) {
  builder.startObject(14);
}

static addConnectionId(builder:flatbuffers.Builder, connectionId:number) {
  builder.addFieldInt32(0, connectionId, 0);
}

static addKind(builder:flatbuffers.Builder, kind:ExecKind) {
  builder.addFieldInt8(1, kind, ExecKind.Script);
}

static addScript(builder:flatbuffers.Builder, scriptOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, scriptOffset, 0);
}

static addArgv(builder:flatbuffers.Builder, argvOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, argvOffset, 0);
}

static createArgvVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startArgvVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addStdin(builder:flatbuffers.Builder, stdinOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, stdinOffset, 0);
}

static createStdinVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startStdinVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addCwd(builder:flatbuffers.Builder, cwdOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, cwdOffset, 0);
}

static addEnvironment(builder:flatbuffers.Builder, environmentOffset:flatbuffers.Offset) {
  builder.addFieldOffset(6, environmentOffset, 0);
}

static createEnvironmentVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startEnvironmentVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addBecome(builder:flatbuffers.Builder, becomeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(7, becomeOffset, 0);
}

static addLibrary(builder:flatbuffers.Builder, libraryOffset:flatbuffers.Offset) {
  builder.addFieldOffset(8, libraryOffset, 0);
}

static addStreamed(builder:flatbuffers.Builder, streamed:boolean) {
  builder.addFieldInt8(9, +streamed, +false);
}

static addIsLast(builder:flatbuffers.Builder, isLast:boolean) {
  builder.addFieldInt8(10, +isLast, +false);
}

static addIsDecisive(builder:flatbuffers.Builder, isDecisive:boolean) {
  builder.addFieldInt8(11, +isDecisive, +false);
}

static addNumber(builder:flatbuffers.Builder, number:number) {
  builder.addFieldInt32(12, number, 0);
}

static addAfter(builder:flatbuffers.Builder, after:number) {
  builder.addFieldInt32(13, after, 0);
}

static endExecRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

}

export class ExecuteTaskReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ExecuteTaskReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsExecuteTaskReply(bb:flatbuffers.ByteBuffer, obj?:ExecuteTaskReply):ExecuteTaskReply {
  return (obj || new ExecuteTaskReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsExecuteTaskReply(bb:flatbuffers.ByteBuffer, obj?:ExecuteTaskReply):ExecuteTaskReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ExecuteTaskReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

status():TaskStatus {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : TaskStatus.Ok;
}

/**
 * The documented return values, without `changed`, `failed` and `skipped`.
 */
result(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * Facts of the host, kept for the rest of the run.
 */
facts(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

diffs(index: number, obj?:Diff):Diff|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new Diff()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

diffsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

warnings(index: number):string
warnings(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
warnings(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

warningsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startExecuteTaskReply(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addStatus(builder:flatbuffers.Builder, status:TaskStatus) {
  builder.addFieldInt8(0, status, TaskStatus.Ok);
}

static addResult(builder:flatbuffers.Builder, resultOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, resultOffset, 0);
}

static addFacts(builder:flatbuffers.Builder, factsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, factsOffset, 0);
}

static addDiffs(builder:flatbuffers.Builder, diffsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, diffsOffset, 0);
}

static createDiffsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startDiffsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addWarnings(builder:flatbuffers.Builder, warningsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, warningsOffset, 0);
}

static createWarningsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startWarningsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endExecuteTaskReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // result
  return offset;
}

}

/**
 * Host to plugin. Answered by `ExecuteTaskReply`.
 */
export class ExecuteTaskRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ExecuteTaskRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsExecuteTaskRequest(bb:flatbuffers.ByteBuffer, obj?:ExecuteTaskRequest):ExecuteTaskRequest {
  return (obj || new ExecuteTaskRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsExecuteTaskRequest(bb:flatbuffers.ByteBuffer, obj?:ExecuteTaskRequest):ExecuteTaskRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ExecuteTaskRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

action():string
action(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
action(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

arguments_(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * The inventory name of the host that the task is for.
 */
host():string|null
host(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
host(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * Nothing may be changed; the reply tells what would have been.
 */
check():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * The reply should carry `diffs`.
 */
diff():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * How much the user asked to see, 0 to 4.
 */
verbosity():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : 0;
}

/**
 * Whether what the action would start on the controller is started on the target: the task is
 * delegated to it, or they are one machine.
 */
startsOnTarget():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * Of the results that the action calls costly, those that nobody reads.
 */
unread(index: number):string
unread(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
unread(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

unreadLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 18);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startExecuteTaskRequest(builder:flatbuffers.Builder) {
  builder.startObject(8);
}

static addAction(builder:flatbuffers.Builder, actionOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, actionOffset, 0);
}

static addArguments(builder:flatbuffers.Builder, arguments_Offset:flatbuffers.Offset) {
  builder.addFieldOffset(1, arguments_Offset, 0);
}

static addHost(builder:flatbuffers.Builder, hostOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, hostOffset, 0);
}

static addCheck(builder:flatbuffers.Builder, check:boolean) {
  builder.addFieldInt8(3, +check, +false);
}

static addDiff(builder:flatbuffers.Builder, diff:boolean) {
  builder.addFieldInt8(4, +diff, +false);
}

static addVerbosity(builder:flatbuffers.Builder, verbosity:number) {
  builder.addFieldInt8(5, verbosity, 0);
}

static addStartsOnTarget(builder:flatbuffers.Builder, startsOnTarget:boolean) {
  builder.addFieldInt8(6, +startsOnTarget, +false);
}

static addUnread(builder:flatbuffers.Builder, unreadOffset:flatbuffers.Offset) {
  builder.addFieldOffset(7, unreadOffset, 0);
}

static createUnreadVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startUnreadVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endExecuteTaskRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // action
  builder.requiredField(offset, 6) // arguments
  return offset;
}

}

export class FetchReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):FetchReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsFetchReply(bb:flatbuffers.ByteBuffer, obj?:FetchReply):FetchReply {
  return (obj || new FetchReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsFetchReply(bb:flatbuffers.ByteBuffer, obj?:FetchReply):FetchReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new FetchReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

size():bigint {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint64(this.bb_pos + offset) : BigInt('0');
}

static startFetchReply(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addSize(builder:flatbuffers.Builder, size:bigint) {
  builder.addFieldInt64(0, size, BigInt('0'));
}

static endFetchReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createFetchReply(builder:flatbuffers.Builder, size:bigint):flatbuffers.Offset {
  FetchReply.startFetchReply(builder);
  FetchReply.addSize(builder, size);
  return FetchReply.endFetchReply(builder);
}
}

/**
 * Reads a file of the target; its bytes come as a stream. Answered by `FetchReply`.
 */
export class FetchRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):FetchRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsFetchRequest(bb:flatbuffers.ByteBuffer, obj?:FetchRequest):FetchRequest {
  return (obj || new FetchRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsFetchRequest(bb:flatbuffers.ByteBuffer, obj?:FetchRequest):FetchRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new FetchRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

connectionId():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

path():string
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
path(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

become(obj?:Become):Become|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new Become()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startFetchRequest(builder:flatbuffers.Builder) {
  builder.startObject(3);
}

static addConnectionId(builder:flatbuffers.Builder, connectionId:number) {
  builder.addFieldInt32(0, connectionId, 0);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, pathOffset, 0);
}

static addBecome(builder:flatbuffers.Builder, becomeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, becomeOffset, 0);
}

static endFetchRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // path
  return offset;
}

}

export enum FileKind {
  Missing = 0,
  File = 1,
  Directory = 2
}

export class Hello {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Hello {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsHello(bb:flatbuffers.ByteBuffer, obj?:Hello):Hello {
  return (obj || new Hello()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsHello(bb:flatbuffers.ByteBuffer, obj?:Hello):Hello {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Hello()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * The version spoken; raised only by a change that older peers cannot read.
 */
protocolVersion():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint16(this.bb_pos + offset) : 0;
}

/**
 * The plugin's name, or `shep` for the host.
 */
name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The product's version: for people, never compared.
 */
version():string
version(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
version(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

kinds(index: number):PluginKind|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : null;
}

kindsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

kindsArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

/**
 * Optional abilities; an unknown one is ignored.
 */
features(index: number):string
features(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
features(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

featuresLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * The largest frame this side accepts, in bytes.
 */
maxFrameBytes():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * How many bytes of a stream this side takes before it grants more.
 */
streamWindowBytes():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

static startHello(builder:flatbuffers.Builder) {
  builder.startObject(7);
}

static addProtocolVersion(builder:flatbuffers.Builder, protocolVersion:number) {
  builder.addFieldInt16(0, protocolVersion, 0);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, nameOffset, 0);
}

static addVersion(builder:flatbuffers.Builder, versionOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, versionOffset, 0);
}

static addKinds(builder:flatbuffers.Builder, kindsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, kindsOffset, 0);
}

static createKindsVector(builder:flatbuffers.Builder, data:PluginKind[]):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startKindsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addFeatures(builder:flatbuffers.Builder, featuresOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, featuresOffset, 0);
}

static createFeaturesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startFeaturesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addMaxFrameBytes(builder:flatbuffers.Builder, maxFrameBytes:number) {
  builder.addFieldInt32(5, maxFrameBytes, 0);
}

static addStreamWindowBytes(builder:flatbuffers.Builder, streamWindowBytes:number) {
  builder.addFieldInt32(6, streamWindowBytes, 0);
}

static endHello(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // name
  builder.requiredField(offset, 8) // version
  return offset;
}

static createHello(builder:flatbuffers.Builder, protocolVersion:number, nameOffset:flatbuffers.Offset, versionOffset:flatbuffers.Offset, kindsOffset:flatbuffers.Offset, featuresOffset:flatbuffers.Offset, maxFrameBytes:number, streamWindowBytes:number):flatbuffers.Offset {
  Hello.startHello(builder);
  Hello.addProtocolVersion(builder, protocolVersion);
  Hello.addName(builder, nameOffset);
  Hello.addVersion(builder, versionOffset);
  Hello.addKinds(builder, kindsOffset);
  Hello.addFeatures(builder, featuresOffset);
  Hello.addMaxFrameBytes(builder, maxFrameBytes);
  Hello.addStreamWindowBytes(builder, streamWindowBytes);
  return Hello.endHello(builder);
}
}

export class InventoryGroup {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):InventoryGroup {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsInventoryGroup(bb:flatbuffers.ByteBuffer, obj?:InventoryGroup):InventoryGroup {
  return (obj || new InventoryGroup()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsInventoryGroup(bb:flatbuffers.ByteBuffer, obj?:InventoryGroup):InventoryGroup {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new InventoryGroup()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * Its own, not its children's.
 */
hosts(index: number):string
hosts(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
hosts(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

hostsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

children(index: number):string
children(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
children(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

childrenLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Among groups of one depth the higher is merged later.
 */
priority():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readInt32(this.bb_pos + offset) : 1;
}

variables(index: number, obj?:VariableLayer):VariableLayer|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new VariableLayer()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

variablesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startInventoryGroup(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addHosts(builder:flatbuffers.Builder, hostsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, hostsOffset, 0);
}

static createHostsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startHostsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addChildren(builder:flatbuffers.Builder, childrenOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, childrenOffset, 0);
}

static createChildrenVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startChildrenVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addPriority(builder:flatbuffers.Builder, priority:number) {
  builder.addFieldInt32(3, priority, 1);
}

static addVariables(builder:flatbuffers.Builder, variablesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, variablesOffset, 0);
}

static createVariablesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startVariablesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endInventoryGroup(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  return offset;
}

static createInventoryGroup(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset, hostsOffset:flatbuffers.Offset, childrenOffset:flatbuffers.Offset, priority:number, variablesOffset:flatbuffers.Offset):flatbuffers.Offset {
  InventoryGroup.startInventoryGroup(builder);
  InventoryGroup.addName(builder, nameOffset);
  InventoryGroup.addHosts(builder, hostsOffset);
  InventoryGroup.addChildren(builder, childrenOffset);
  InventoryGroup.addPriority(builder, priority);
  InventoryGroup.addVariables(builder, variablesOffset);
  return InventoryGroup.endInventoryGroup(builder);
}
}

export class InventoryHost {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):InventoryHost {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsInventoryHost(bb:flatbuffers.ByteBuffer, obj?:InventoryHost):InventoryHost {
  return (obj || new InventoryHost()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsInventoryHost(bb:flatbuffers.ByteBuffer, obj?:InventoryHost):InventoryHost {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new InventoryHost()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The first source that names it.
 */
file():string
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
file(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

line():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * What the sources say of it, lowest precedence first.
 */
variables(index: number, obj?:VariableLayer):VariableLayer|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new VariableLayer()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

variablesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startInventoryHost(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nameOffset, 0);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, fileOffset, 0);
}

static addLine(builder:flatbuffers.Builder, line:number) {
  builder.addFieldInt32(2, line, 0);
}

static addVariables(builder:flatbuffers.Builder, variablesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, variablesOffset, 0);
}

static createVariablesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startVariablesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endInventoryHost(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // name
  builder.requiredField(offset, 6) // file
  return offset;
}

static createInventoryHost(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset, fileOffset:flatbuffers.Offset, line:number, variablesOffset:flatbuffers.Offset):flatbuffers.Offset {
  InventoryHost.startInventoryHost(builder);
  InventoryHost.addName(builder, nameOffset);
  InventoryHost.addFile(builder, fileOffset);
  InventoryHost.addLine(builder, line);
  InventoryHost.addVariables(builder, variablesOffset);
  return InventoryHost.endInventoryHost(builder);
}
}

export class ListDirectoryReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ListDirectoryReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsListDirectoryReply(bb:flatbuffers.ByteBuffer, obj?:ListDirectoryReply):ListDirectoryReply {
  return (obj || new ListDirectoryReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsListDirectoryReply(bb:flatbuffers.ByteBuffer, obj?:ListDirectoryReply):ListDirectoryReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ListDirectoryReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

kind():FileKind {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : FileKind.Missing;
}

path():string|null
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
path(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

entries(index: number, obj?:DirectoryEntry):DirectoryEntry|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new DirectoryEntry()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

entriesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startListDirectoryReply(builder:flatbuffers.Builder) {
  builder.startObject(3);
}

static addKind(builder:flatbuffers.Builder, kind:FileKind) {
  builder.addFieldInt8(0, kind, FileKind.Missing);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, pathOffset, 0);
}

static addEntries(builder:flatbuffers.Builder, entriesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, entriesOffset, 0);
}

static createEntriesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startEntriesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endListDirectoryReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createListDirectoryReply(builder:flatbuffers.Builder, kind:FileKind, pathOffset:flatbuffers.Offset, entriesOffset:flatbuffers.Offset):flatbuffers.Offset {
  ListDirectoryReply.startListDirectoryReply(builder);
  ListDirectoryReply.addKind(builder, kind);
  ListDirectoryReply.addPath(builder, pathOffset);
  ListDirectoryReply.addEntries(builder, entriesOffset);
  return ListDirectoryReply.endListDirectoryReply(builder);
}
}

/**
 * Plugin to host: what a directory of the controller holds. Answered by `ListDirectoryReply`.
 */
export class ListDirectoryRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ListDirectoryRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsListDirectoryRequest(bb:flatbuffers.ByteBuffer, obj?:ListDirectoryRequest):ListDirectoryRequest {
  return (obj || new ListDirectoryRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsListDirectoryRequest(bb:flatbuffers.ByteBuffer, obj?:ListDirectoryRequest):ListDirectoryRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ListDirectoryRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

path():string
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
path(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

search():string|null
search(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
search(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startListDirectoryRequest(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, pathOffset, 0);
}

static addSearch(builder:flatbuffers.Builder, searchOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, searchOffset, 0);
}

static endListDirectoryRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // path
  return offset;
}

static createListDirectoryRequest(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset, searchOffset:flatbuffers.Offset):flatbuffers.Offset {
  ListDirectoryRequest.startListDirectoryRequest(builder);
  ListDirectoryRequest.addPath(builder, pathOffset);
  ListDirectoryRequest.addSearch(builder, searchOffset);
  return ListDirectoryRequest.endListDirectoryRequest(builder);
}
}

export class LoadInventoryReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):LoadInventoryReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsLoadInventoryReply(bb:flatbuffers.ByteBuffer, obj?:LoadInventoryReply):LoadInventoryReply {
  return (obj || new LoadInventoryReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsLoadInventoryReply(bb:flatbuffers.ByteBuffer, obj?:LoadInventoryReply):LoadInventoryReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new LoadInventoryReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * In the order they were first named.
 */
hosts(index: number, obj?:InventoryHost):InventoryHost|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new InventoryHost()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

hostsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

groups(index: number, obj?:InventoryGroup):InventoryGroup|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new InventoryGroup()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

groupsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Beside the sources.
 */
variableFiles(index: number, obj?:VariableFile):VariableFile|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new VariableFile()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

variableFilesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Beside the playbooks.
 */
playbookVariableFiles(index: number, obj?:VariableFile):VariableFile|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new VariableFile()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

playbookVariableFilesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

warnings(index: number):string
warnings(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
warnings(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

warningsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startLoadInventoryReply(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addHosts(builder:flatbuffers.Builder, hostsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, hostsOffset, 0);
}

static createHostsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startHostsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addGroups(builder:flatbuffers.Builder, groupsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, groupsOffset, 0);
}

static createGroupsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startGroupsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addVariableFiles(builder:flatbuffers.Builder, variableFilesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, variableFilesOffset, 0);
}

static createVariableFilesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startVariableFilesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addPlaybookVariableFiles(builder:flatbuffers.Builder, playbookVariableFilesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, playbookVariableFilesOffset, 0);
}

static createPlaybookVariableFilesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startPlaybookVariableFilesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addWarnings(builder:flatbuffers.Builder, warningsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, warningsOffset, 0);
}

static createWarningsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startWarningsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endLoadInventoryReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createLoadInventoryReply(builder:flatbuffers.Builder, hostsOffset:flatbuffers.Offset, groupsOffset:flatbuffers.Offset, variableFilesOffset:flatbuffers.Offset, playbookVariableFilesOffset:flatbuffers.Offset, warningsOffset:flatbuffers.Offset):flatbuffers.Offset {
  LoadInventoryReply.startLoadInventoryReply(builder);
  LoadInventoryReply.addHosts(builder, hostsOffset);
  LoadInventoryReply.addGroups(builder, groupsOffset);
  LoadInventoryReply.addVariableFiles(builder, variableFilesOffset);
  LoadInventoryReply.addPlaybookVariableFiles(builder, playbookVariableFilesOffset);
  LoadInventoryReply.addWarnings(builder, warningsOffset);
  return LoadInventoryReply.endLoadInventoryReply(builder);
}
}

/**
 * Host to plugin. While it works the plugin reads by `ReadFileRequest` and
 * `ListDirectoryRequest`; plugin to host, to have another inventory read a source. Answered by
 * `LoadInventoryReply`.
 */
export class LoadInventoryRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):LoadInventoryRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsLoadInventoryRequest(bb:flatbuffers.ByteBuffer, obj?:LoadInventoryRequest):LoadInventoryRequest {
  return (obj || new LoadInventoryRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsLoadInventoryRequest(bb:flatbuffers.ByteBuffer, obj?:LoadInventoryRequest):LoadInventoryRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new LoadInventoryRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * What `-i` named: a file, a directory, or a comma-separated list of hosts.
 */
sources(index: number):string
sources(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
sources(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

sourcesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * A folder beside which `group_vars` and `host_vars` are read too: the playbook's.
 */
playbookDirs(index: number):string
playbookDirs(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
playbookDirs(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

playbookDirsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Which inventory is asked; of a plugin that has one, that one if absent.
 */
inventory():string|null
inventory(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
inventory(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * What the source says of how to read it: a map, with `plugin` among its keys.
 */
configuration(obj?:VariableLayer):VariableLayer|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new VariableLayer()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * What the sources before this one say.
 */
known(obj?:LoadInventoryReply):LoadInventoryReply|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new LoadInventoryReply()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * A map: what the host says of how to read, by names that the inventory knows.
 */
options(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startLoadInventoryRequest(builder:flatbuffers.Builder) {
  builder.startObject(6);
}

static addSources(builder:flatbuffers.Builder, sourcesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, sourcesOffset, 0);
}

static createSourcesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startSourcesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addPlaybookDirs(builder:flatbuffers.Builder, playbookDirsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, playbookDirsOffset, 0);
}

static createPlaybookDirsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startPlaybookDirsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addInventory(builder:flatbuffers.Builder, inventoryOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, inventoryOffset, 0);
}

static addConfiguration(builder:flatbuffers.Builder, configurationOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, configurationOffset, 0);
}

static addKnown(builder:flatbuffers.Builder, knownOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, knownOffset, 0);
}

static addOptions(builder:flatbuffers.Builder, optionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, optionsOffset, 0);
}

static endLoadInventoryRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

}

export enum LogLevel {
  Trace = 0,
  Debug = 1,
  Info = 2,
  Warning = 3,
  Error = 4
}

/**
 * Either way, at any time, answered by nothing.
 */
export class LogMessage {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):LogMessage {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsLogMessage(bb:flatbuffers.ByteBuffer, obj?:LogMessage):LogMessage {
  return (obj || new LogMessage()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsLogMessage(bb:flatbuffers.ByteBuffer, obj?:LogMessage):LogMessage {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new LogMessage()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

level():LogLevel {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : LogLevel.Trace;
}

text():string
text(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
text(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

static startLogMessage(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addLevel(builder:flatbuffers.Builder, level:LogLevel) {
  builder.addFieldInt8(0, level, LogLevel.Trace);
}

static addText(builder:flatbuffers.Builder, textOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, textOffset, 0);
}

static endLogMessage(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // text
  return offset;
}

static createLogMessage(builder:flatbuffers.Builder, level:LogLevel, textOffset:flatbuffers.Offset):flatbuffers.Offset {
  LogMessage.startLogMessage(builder);
  LogMessage.addLevel(builder, level);
  LogMessage.addText(builder, textOffset);
  return LogMessage.endLogMessage(builder);
}
}

export class LookupReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):LookupReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsLookupReply(bb:flatbuffers.ByteBuffer, obj?:LookupReply):LookupReply {
  return (obj || new LookupReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsLookupReply(bb:flatbuffers.ByteBuffer, obj?:LookupReply):LookupReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new LookupReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * A list; never templated again.
 */
values(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startLookupReply(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addValues(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, valuesOffset, 0);
}

static endLookupReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // values
  return offset;
}

static createLookupReply(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset):flatbuffers.Offset {
  LookupReply.startLookupReply(builder);
  LookupReply.addValues(builder, valuesOffset);
  return LookupReply.endLookupReply(builder);
}
}

/**
 * Host to plugin: `lookup('name', *terms, **options)`. Answered by `LookupReply`.
 */
export class LookupRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):LookupRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsLookupRequest(bb:flatbuffers.ByteBuffer, obj?:LookupRequest):LookupRequest {
  return (obj || new LookupRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsLookupRequest(bb:flatbuffers.ByteBuffer, obj?:LookupRequest):LookupRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new LookupRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

lookup():string
lookup(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
lookup(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * A list.
 */
terms(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * A map.
 */
options(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startLookupRequest(builder:flatbuffers.Builder) {
  builder.startObject(3);
}

static addLookup(builder:flatbuffers.Builder, lookupOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, lookupOffset, 0);
}

static addTerms(builder:flatbuffers.Builder, termsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, termsOffset, 0);
}

static addOptions(builder:flatbuffers.Builder, optionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, optionsOffset, 0);
}

static endLookupRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // lookup
  builder.requiredField(offset, 6) // terms
  return offset;
}

}

/**
 * The order is part of the protocol: members are only ever appended.
 */
export enum Message {
  NONE = 0,
  Hello = 1,
  ErrorReply = 2,
  Cancel = 3,
  DescribeRequest = 4,
  DescribeReply = 5,
  ExecuteTaskRequest = 6,
  ExecuteTaskReply = 7,
  ReadFileRequest = 8,
  ReadFileReply = 9,
  ListDirectoryRequest = 10,
  ListDirectoryReply = 11,
  RenderTemplateRequest = 12,
  RenderTemplateReply = 13,
  OpenConnectionRequest = 14,
  OpenConnectionReply = 15,
  CloseConnectionRequest = 16,
  CloseConnectionReply = 17,
  ExecRequest = 18,
  ExecReply = 19,
  PutRequest = 20,
  PutReply = 21,
  FetchRequest = 22,
  FetchReply = 23,
  LoadInventoryRequest = 24,
  LoadInventoryReply = 25,
  ParseRequest = 26,
  ParseReply = 27,
  ApplyFilterRequest = 28,
  ApplyFilterReply = 29,
  LookupRequest = 30,
  LookupReply = 31,
  LogMessage = 32,
  Progress = 33,
  StreamChunk = 34,
  StreamCredit = 35,
  StreamEnd = 36
}

export function unionToMessage(
  type: Message,
  accessor: (obj:ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd) => ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd|null
): ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd|null {
  switch(Message[type]) {
    case 'NONE': return null; 
    case 'Hello': return accessor(new Hello())! as Hello;
    case 'ErrorReply': return accessor(new ErrorReply())! as ErrorReply;
    case 'Cancel': return accessor(new Cancel())! as Cancel;
    case 'DescribeRequest': return accessor(new DescribeRequest())! as DescribeRequest;
    case 'DescribeReply': return accessor(new DescribeReply())! as DescribeReply;
    case 'ExecuteTaskRequest': return accessor(new ExecuteTaskRequest())! as ExecuteTaskRequest;
    case 'ExecuteTaskReply': return accessor(new ExecuteTaskReply())! as ExecuteTaskReply;
    case 'ReadFileRequest': return accessor(new ReadFileRequest())! as ReadFileRequest;
    case 'ReadFileReply': return accessor(new ReadFileReply())! as ReadFileReply;
    case 'ListDirectoryRequest': return accessor(new ListDirectoryRequest())! as ListDirectoryRequest;
    case 'ListDirectoryReply': return accessor(new ListDirectoryReply())! as ListDirectoryReply;
    case 'RenderTemplateRequest': return accessor(new RenderTemplateRequest())! as RenderTemplateRequest;
    case 'RenderTemplateReply': return accessor(new RenderTemplateReply())! as RenderTemplateReply;
    case 'OpenConnectionRequest': return accessor(new OpenConnectionRequest())! as OpenConnectionRequest;
    case 'OpenConnectionReply': return accessor(new OpenConnectionReply())! as OpenConnectionReply;
    case 'CloseConnectionRequest': return accessor(new CloseConnectionRequest())! as CloseConnectionRequest;
    case 'CloseConnectionReply': return accessor(new CloseConnectionReply())! as CloseConnectionReply;
    case 'ExecRequest': return accessor(new ExecRequest())! as ExecRequest;
    case 'ExecReply': return accessor(new ExecReply())! as ExecReply;
    case 'PutRequest': return accessor(new PutRequest())! as PutRequest;
    case 'PutReply': return accessor(new PutReply())! as PutReply;
    case 'FetchRequest': return accessor(new FetchRequest())! as FetchRequest;
    case 'FetchReply': return accessor(new FetchReply())! as FetchReply;
    case 'LoadInventoryRequest': return accessor(new LoadInventoryRequest())! as LoadInventoryRequest;
    case 'LoadInventoryReply': return accessor(new LoadInventoryReply())! as LoadInventoryReply;
    case 'ParseRequest': return accessor(new ParseRequest())! as ParseRequest;
    case 'ParseReply': return accessor(new ParseReply())! as ParseReply;
    case 'ApplyFilterRequest': return accessor(new ApplyFilterRequest())! as ApplyFilterRequest;
    case 'ApplyFilterReply': return accessor(new ApplyFilterReply())! as ApplyFilterReply;
    case 'LookupRequest': return accessor(new LookupRequest())! as LookupRequest;
    case 'LookupReply': return accessor(new LookupReply())! as LookupReply;
    case 'LogMessage': return accessor(new LogMessage())! as LogMessage;
    case 'Progress': return accessor(new Progress())! as Progress;
    case 'StreamChunk': return accessor(new StreamChunk())! as StreamChunk;
    case 'StreamCredit': return accessor(new StreamCredit())! as StreamCredit;
    case 'StreamEnd': return accessor(new StreamEnd())! as StreamEnd;
    default: return null;
  }
}

export function unionListToMessage(
  type: Message, 
  accessor: (index: number, obj:ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd) => ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd|null, 
  index: number
): ApplyFilterReply|ApplyFilterRequest|Cancel|CloseConnectionReply|CloseConnectionRequest|DescribeReply|DescribeRequest|ErrorReply|ExecReply|ExecRequest|ExecuteTaskReply|ExecuteTaskRequest|FetchReply|FetchRequest|Hello|ListDirectoryReply|ListDirectoryRequest|LoadInventoryReply|LoadInventoryRequest|LogMessage|LookupReply|LookupRequest|OpenConnectionReply|OpenConnectionRequest|ParseReply|ParseRequest|Progress|PutReply|PutRequest|ReadFileReply|ReadFileRequest|RenderTemplateReply|RenderTemplateRequest|StreamChunk|StreamCredit|StreamEnd|null {
  switch(Message[type]) {
    case 'NONE': return null; 
    case 'Hello': return accessor(index, new Hello())! as Hello;
    case 'ErrorReply': return accessor(index, new ErrorReply())! as ErrorReply;
    case 'Cancel': return accessor(index, new Cancel())! as Cancel;
    case 'DescribeRequest': return accessor(index, new DescribeRequest())! as DescribeRequest;
    case 'DescribeReply': return accessor(index, new DescribeReply())! as DescribeReply;
    case 'ExecuteTaskRequest': return accessor(index, new ExecuteTaskRequest())! as ExecuteTaskRequest;
    case 'ExecuteTaskReply': return accessor(index, new ExecuteTaskReply())! as ExecuteTaskReply;
    case 'ReadFileRequest': return accessor(index, new ReadFileRequest())! as ReadFileRequest;
    case 'ReadFileReply': return accessor(index, new ReadFileReply())! as ReadFileReply;
    case 'ListDirectoryRequest': return accessor(index, new ListDirectoryRequest())! as ListDirectoryRequest;
    case 'ListDirectoryReply': return accessor(index, new ListDirectoryReply())! as ListDirectoryReply;
    case 'RenderTemplateRequest': return accessor(index, new RenderTemplateRequest())! as RenderTemplateRequest;
    case 'RenderTemplateReply': return accessor(index, new RenderTemplateReply())! as RenderTemplateReply;
    case 'OpenConnectionRequest': return accessor(index, new OpenConnectionRequest())! as OpenConnectionRequest;
    case 'OpenConnectionReply': return accessor(index, new OpenConnectionReply())! as OpenConnectionReply;
    case 'CloseConnectionRequest': return accessor(index, new CloseConnectionRequest())! as CloseConnectionRequest;
    case 'CloseConnectionReply': return accessor(index, new CloseConnectionReply())! as CloseConnectionReply;
    case 'ExecRequest': return accessor(index, new ExecRequest())! as ExecRequest;
    case 'ExecReply': return accessor(index, new ExecReply())! as ExecReply;
    case 'PutRequest': return accessor(index, new PutRequest())! as PutRequest;
    case 'PutReply': return accessor(index, new PutReply())! as PutReply;
    case 'FetchRequest': return accessor(index, new FetchRequest())! as FetchRequest;
    case 'FetchReply': return accessor(index, new FetchReply())! as FetchReply;
    case 'LoadInventoryRequest': return accessor(index, new LoadInventoryRequest())! as LoadInventoryRequest;
    case 'LoadInventoryReply': return accessor(index, new LoadInventoryReply())! as LoadInventoryReply;
    case 'ParseRequest': return accessor(index, new ParseRequest())! as ParseRequest;
    case 'ParseReply': return accessor(index, new ParseReply())! as ParseReply;
    case 'ApplyFilterRequest': return accessor(index, new ApplyFilterRequest())! as ApplyFilterRequest;
    case 'ApplyFilterReply': return accessor(index, new ApplyFilterReply())! as ApplyFilterReply;
    case 'LookupRequest': return accessor(index, new LookupRequest())! as LookupRequest;
    case 'LookupReply': return accessor(index, new LookupReply())! as LookupReply;
    case 'LogMessage': return accessor(index, new LogMessage())! as LogMessage;
    case 'Progress': return accessor(index, new Progress())! as Progress;
    case 'StreamChunk': return accessor(index, new StreamChunk())! as StreamChunk;
    case 'StreamCredit': return accessor(index, new StreamCredit())! as StreamCredit;
    case 'StreamEnd': return accessor(index, new StreamEnd())! as StreamEnd;
    default: return null;
  }
}

/**
 * A node that carries a tag, such as `!vault`.
 */
export class NodeTag {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):NodeTag {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsNodeTag(bb:flatbuffers.ByteBuffer, obj?:NodeTag):NodeTag {
  return (obj || new NodeTag()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsNodeTag(bb:flatbuffers.ByteBuffer, obj?:NodeTag):NodeTag {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new NodeTag()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * Index into the tree's nodes.
 */
node():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

tag():string
tag(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
tag(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

static startNodeTag(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addNode(builder:flatbuffers.Builder, node:number) {
  builder.addFieldInt32(0, node, 0);
}

static addTag(builder:flatbuffers.Builder, tagOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, tagOffset, 0);
}

static endNodeTag(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // tag
  return offset;
}

static createNodeTag(builder:flatbuffers.Builder, node:number, tagOffset:flatbuffers.Offset):flatbuffers.Offset {
  NodeTag.startNodeTag(builder);
  NodeTag.addNode(builder, node);
  NodeTag.addTag(builder, tagOffset);
  return NodeTag.endNodeTag(builder);
}
}

/**
 * One value. `head` is its kind in the low 4 bits and its length in the upper 28.
 */
export class Node {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Node {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

head():number {
  return this.bb!.readUint32(this.bb_pos);
}

arg():number {
  return this.bb!.readUint32(this.bb_pos + 4);
}

static sizeOf():number {
  return 8;
}

static createNode(builder:flatbuffers.Builder, head: number, arg: number):flatbuffers.Offset {
  builder.prep(4, 8);
  builder.writeInt32(arg);
  builder.writeInt32(head);
  return builder.offset();
}

}

export class OpenConnectionReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):OpenConnectionReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsOpenConnectionReply(bb:flatbuffers.ByteBuffer, obj?:OpenConnectionReply):OpenConnectionReply {
  return (obj || new OpenConnectionReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsOpenConnectionReply(bb:flatbuffers.ByteBuffer, obj?:OpenConnectionReply):OpenConnectionReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new OpenConnectionReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * Names the connection in what follows.
 */
connectionId():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * Whether the plugin reads the controller's files itself, when it is told of one by `source`.
 */
readsSources():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * The kinds of programs that it runs in the order in which they come, where they are a task's
 * last: the host may send another behind one, to be run `after` its success.
 */
chains(index: number):ExecKind|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : null;
}

chainsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

chainsArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

static startOpenConnectionReply(builder:flatbuffers.Builder) {
  builder.startObject(3);
}

static addConnectionId(builder:flatbuffers.Builder, connectionId:number) {
  builder.addFieldInt32(0, connectionId, 0);
}

static addReadsSources(builder:flatbuffers.Builder, readsSources:boolean) {
  builder.addFieldInt8(1, +readsSources, +false);
}

static addChains(builder:flatbuffers.Builder, chainsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, chainsOffset, 0);
}

static createChainsVector(builder:flatbuffers.Builder, data:ExecKind[]):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startChainsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static endOpenConnectionReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createOpenConnectionReply(builder:flatbuffers.Builder, connectionId:number, readsSources:boolean, chainsOffset:flatbuffers.Offset):flatbuffers.Offset {
  OpenConnectionReply.startOpenConnectionReply(builder);
  OpenConnectionReply.addConnectionId(builder, connectionId);
  OpenConnectionReply.addReadsSources(builder, readsSources);
  OpenConnectionReply.addChains(builder, chainsOffset);
  return OpenConnectionReply.endOpenConnectionReply(builder);
}
}

/**
 * Host to plugin. Answered by `OpenConnectionReply`.
 */
export class OpenConnectionRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):OpenConnectionRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsOpenConnectionRequest(bb:flatbuffers.ByteBuffer, obj?:OpenConnectionRequest):OpenConnectionRequest {
  return (obj || new OpenConnectionRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsOpenConnectionRequest(bb:flatbuffers.ByteBuffer, obj?:OpenConnectionRequest):OpenConnectionRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new OpenConnectionRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * Which of the plugin's connections: `local`, `ssh`, …
 */
connection():string
connection(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
connection(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The inventory name of the target, for messages.
 */
host():string
host(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
host(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The connection's variables: address, port, user, …
 */
options(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * The environment of the user who runs the play.
 */
environment(index: number, obj?:EnvironmentVariable):EnvironmentVariable|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new EnvironmentVariable()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

environmentLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startOpenConnectionRequest(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addConnection(builder:flatbuffers.Builder, connectionOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, connectionOffset, 0);
}

static addHost(builder:flatbuffers.Builder, hostOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, hostOffset, 0);
}

static addOptions(builder:flatbuffers.Builder, optionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, optionsOffset, 0);
}

static addEnvironment(builder:flatbuffers.Builder, environmentOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, environmentOffset, 0);
}

static createEnvironmentVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startEnvironmentVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endOpenConnectionRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // connection
  builder.requiredField(offset, 6) // host
  return offset;
}

}

export class ParseReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ParseReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsParseReply(bb:flatbuffers.ByteBuffer, obj?:ParseReply):ParseReply {
  return (obj || new ParseReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsParseReply(bb:flatbuffers.ByteBuffer, obj?:ParseReply):ParseReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ParseReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

tree(obj?:SyntaxTree):SyntaxTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new SyntaxTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

warnings(index: number, obj?:Diagnostic):Diagnostic|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new Diagnostic()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

warningsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startParseReply(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addTree(builder:flatbuffers.Builder, treeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, treeOffset, 0);
}

static addWarnings(builder:flatbuffers.Builder, warningsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, warningsOffset, 0);
}

static createWarningsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startWarningsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endParseReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // tree
  return offset;
}

static createParseReply(builder:flatbuffers.Builder, treeOffset:flatbuffers.Offset, warningsOffset:flatbuffers.Offset):flatbuffers.Offset {
  ParseReply.startParseReply(builder);
  ParseReply.addTree(builder, treeOffset);
  ParseReply.addWarnings(builder, warningsOffset);
  return ParseReply.endParseReply(builder);
}
}

/**
 * Host to plugin. Answered by `ParseReply`, or an `ErrorReply` of kind `Syntax`.
 */
export class ParseRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ParseRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsParseRequest(bb:flatbuffers.ByteBuffer, obj?:ParseRequest):ParseRequest {
  return (obj || new ParseRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsParseRequest(bb:flatbuffers.ByteBuffer, obj?:ParseRequest):ParseRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ParseRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * Which of the plugin's parsers: `yaml`, …
 */
parser():string
parser(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
parser(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * For messages; nothing is read from it.
 */
file():string
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
file(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

source():string
source(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
source(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

static startParseRequest(builder:flatbuffers.Builder) {
  builder.startObject(3);
}

static addParser(builder:flatbuffers.Builder, parserOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, parserOffset, 0);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, fileOffset, 0);
}

static addSource(builder:flatbuffers.Builder, sourceOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, sourceOffset, 0);
}

static endParseRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // parser
  builder.requiredField(offset, 6) // file
  builder.requiredField(offset, 8) // source
  return offset;
}

static createParseRequest(builder:flatbuffers.Builder, parserOffset:flatbuffers.Offset, fileOffset:flatbuffers.Offset, sourceOffset:flatbuffers.Offset):flatbuffers.Offset {
  ParseRequest.startParseRequest(builder);
  ParseRequest.addParser(builder, parserOffset);
  ParseRequest.addFile(builder, fileOffset);
  ParseRequest.addSource(builder, sourceOffset);
  return ParseRequest.endParseRequest(builder);
}
}

/**
 * What a plugin may touch; each entry as Deno's permission flags take it.
 */
export class Permissions {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Permissions {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsPermissions(bb:flatbuffers.ByteBuffer, obj?:Permissions):Permissions {
  return (obj || new Permissions()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsPermissions(bb:flatbuffers.ByteBuffer, obj?:Permissions):Permissions {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Permissions()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

read(index: number):string
read(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
read(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

readLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

write(index: number):string
write(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
write(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

writeLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

net(index: number):string
net(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
net(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

netLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

env(index: number):string
env(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
env(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

envLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

run(index: number):string
run(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
run(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

runLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

sys(index: number):string
sys(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
sys(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

sysLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startPermissions(builder:flatbuffers.Builder) {
  builder.startObject(6);
}

static addRead(builder:flatbuffers.Builder, readOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, readOffset, 0);
}

static createReadVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startReadVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addWrite(builder:flatbuffers.Builder, writeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, writeOffset, 0);
}

static createWriteVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startWriteVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addNet(builder:flatbuffers.Builder, netOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, netOffset, 0);
}

static createNetVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startNetVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addEnv(builder:flatbuffers.Builder, envOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, envOffset, 0);
}

static createEnvVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startEnvVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addRun(builder:flatbuffers.Builder, runOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, runOffset, 0);
}

static createRunVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startRunVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static addSys(builder:flatbuffers.Builder, sysOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, sysOffset, 0);
}

static createSysVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startSysVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endPermissions(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createPermissions(builder:flatbuffers.Builder, readOffset:flatbuffers.Offset, writeOffset:flatbuffers.Offset, netOffset:flatbuffers.Offset, envOffset:flatbuffers.Offset, runOffset:flatbuffers.Offset, sysOffset:flatbuffers.Offset):flatbuffers.Offset {
  Permissions.startPermissions(builder);
  Permissions.addRead(builder, readOffset);
  Permissions.addWrite(builder, writeOffset);
  Permissions.addNet(builder, netOffset);
  Permissions.addEnv(builder, envOffset);
  Permissions.addRun(builder, runOffset);
  Permissions.addSys(builder, sysOffset);
  return Permissions.endPermissions(builder);
}
}

/**
 * What a plugin can be asked for.
 */
export enum PluginKind {
  Action = 0,
  Connection = 1,
  Inventory = 2,
  Parser = 3,
  Filter = 4,
  Lookup = 5
}

/**
 * Where in a text something is; both count from 1, a column in UTF-16 code units.
 */
export class Position {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Position {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

line():number {
  return this.bb!.readUint32(this.bb_pos);
}

column():number {
  return this.bb!.readUint32(this.bb_pos + 4);
}

static sizeOf():number {
  return 8;
}

static createPosition(builder:flatbuffers.Builder, line: number, column: number):flatbuffers.Offset {
  builder.prep(4, 8);
  builder.writeInt32(column);
  builder.writeInt32(line);
  return builder.offset();
}

}

/**
 * How far a call is, answered by nothing. `total` is 0 where it is unknown.
 */
export class Progress {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):Progress {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsProgress(bb:flatbuffers.ByteBuffer, obj?:Progress):Progress {
  return (obj || new Progress()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsProgress(bb:flatbuffers.ByteBuffer, obj?:Progress):Progress {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new Progress()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

message():string|null
message(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
message(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

current():bigint {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint64(this.bb_pos + offset) : BigInt('0');
}

total():bigint {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint64(this.bb_pos + offset) : BigInt('0');
}

unit():string|null
unit(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
unit(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startProgress(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addMessage(builder:flatbuffers.Builder, messageOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, messageOffset, 0);
}

static addCurrent(builder:flatbuffers.Builder, current:bigint) {
  builder.addFieldInt64(1, current, BigInt('0'));
}

static addTotal(builder:flatbuffers.Builder, total:bigint) {
  builder.addFieldInt64(2, total, BigInt('0'));
}

static addUnit(builder:flatbuffers.Builder, unitOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, unitOffset, 0);
}

static endProgress(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createProgress(builder:flatbuffers.Builder, messageOffset:flatbuffers.Offset, current:bigint, total:bigint, unitOffset:flatbuffers.Offset):flatbuffers.Offset {
  Progress.startProgress(builder);
  Progress.addMessage(builder, messageOffset);
  Progress.addCurrent(builder, current);
  Progress.addTotal(builder, total);
  Progress.addUnit(builder, unitOffset);
  return Progress.endProgress(builder);
}
}

export class PutReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):PutReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsPutReply(bb:flatbuffers.ByteBuffer, obj?:PutReply):PutReply {
  return (obj || new PutReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsPutReply(bb:flatbuffers.ByteBuffer, obj?:PutReply):PutReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new PutReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

size():bigint {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint64(this.bb_pos + offset) : BigInt('0');
}

static startPutReply(builder:flatbuffers.Builder) {
  builder.startObject(1);
}

static addSize(builder:flatbuffers.Builder, size:bigint) {
  builder.addFieldInt64(0, size, BigInt('0'));
}

static endPutReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createPutReply(builder:flatbuffers.Builder, size:bigint):flatbuffers.Offset {
  PutReply.startPutReply(builder);
  PutReply.addSize(builder, size);
  return PutReply.endPutReply(builder);
}
}

/**
 * Writes a file of the target, beside it and then renamed. Its bytes are `content`, or a file of
 * the playbook at `source`, or those at `sources`, one behind the other, or the caller's stream.
 * The host streams these files to the connection; not a `source`, if that said that it reads it.
 * Answered by `PutReply`.
 */
export class PutRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):PutRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsPutRequest(bb:flatbuffers.ByteBuffer, obj?:PutRequest):PutRequest {
  return (obj || new PutRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsPutRequest(bb:flatbuffers.ByteBuffer, obj?:PutRequest):PutRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new PutRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

connectionId():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

destination():string
destination(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
destination(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

content(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

contentLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

contentArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

source():string|null
source(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
source(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

mode():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 384;
}

become(obj?:Become):Become|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? (obj || new Become()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

sources(index: number):string
sources(index: number,optionalEncoding:flatbuffers.Encoding):string|Uint8Array
sources(index: number,optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__string(this.bb!.__vector(this.bb_pos + offset) + index * 4, optionalEncoding) : null;
}

sourcesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startPutRequest(builder:flatbuffers.Builder) {
  builder.startObject(7);
}

static addConnectionId(builder:flatbuffers.Builder, connectionId:number) {
  builder.addFieldInt32(0, connectionId, 0);
}

static addDestination(builder:flatbuffers.Builder, destinationOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, destinationOffset, 0);
}

static addContent(builder:flatbuffers.Builder, contentOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, contentOffset, 0);
}

static createContentVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startContentVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addSource(builder:flatbuffers.Builder, sourceOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, sourceOffset, 0);
}

static addMode(builder:flatbuffers.Builder, mode:number) {
  builder.addFieldInt32(4, mode, 384);
}

static addBecome(builder:flatbuffers.Builder, becomeOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, becomeOffset, 0);
}

static addSources(builder:flatbuffers.Builder, sourcesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(6, sourcesOffset, 0);
}

static createSourcesVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startSourcesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endPutRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // destination
  return offset;
}

}

export class ReadFileReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ReadFileReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsReadFileReply(bb:flatbuffers.ByteBuffer, obj?:ReadFileReply):ReadFileReply {
  return (obj || new ReadFileReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsReadFileReply(bb:flatbuffers.ByteBuffer, obj?:ReadFileReply):ReadFileReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ReadFileReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

kind():FileKind {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : FileKind.Missing;
}

/**
 * Where it was found; what to name in a message.
 */
path():string|null
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
path(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

size():bigint {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint64(this.bb_pos + offset) : BigInt('0');
}

/**
 * Permission bits.
 */
mode():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * SHA-1 of the bytes, in hex.
 */
sha1():string|null
sha1(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
sha1(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * The bytes, unless they follow as a stream because they are many.
 */
data(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

dataLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

dataArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

static startReadFileReply(builder:flatbuffers.Builder) {
  builder.startObject(6);
}

static addKind(builder:flatbuffers.Builder, kind:FileKind) {
  builder.addFieldInt8(0, kind, FileKind.Missing);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, pathOffset, 0);
}

static addSize(builder:flatbuffers.Builder, size:bigint) {
  builder.addFieldInt64(2, size, BigInt('0'));
}

static addMode(builder:flatbuffers.Builder, mode:number) {
  builder.addFieldInt32(3, mode, 0);
}

static addSha1(builder:flatbuffers.Builder, sha1Offset:flatbuffers.Offset) {
  builder.addFieldOffset(4, sha1Offset, 0);
}

static addData(builder:flatbuffers.Builder, dataOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, dataOffset, 0);
}

static createDataVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startDataVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static endReadFileReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createReadFileReply(builder:flatbuffers.Builder, kind:FileKind, pathOffset:flatbuffers.Offset, size:bigint, mode:number, sha1Offset:flatbuffers.Offset, dataOffset:flatbuffers.Offset):flatbuffers.Offset {
  ReadFileReply.startReadFileReply(builder);
  ReadFileReply.addKind(builder, kind);
  ReadFileReply.addPath(builder, pathOffset);
  ReadFileReply.addSize(builder, size);
  ReadFileReply.addMode(builder, mode);
  ReadFileReply.addSha1(builder, sha1Offset);
  ReadFileReply.addData(builder, dataOffset);
  return ReadFileReply.endReadFileReply(builder);
}
}

/**
 * Plugin to host: a file that the playbook brings along. Answered by `ReadFileReply`.
 */
export class ReadFileRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ReadFileRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsReadFileRequest(bb:flatbuffers.ByteBuffer, obj?:ReadFileRequest):ReadFileRequest {
  return (obj || new ReadFileRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsReadFileRequest(bb:flatbuffers.ByteBuffer, obj?:ReadFileRequest):ReadFileRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ReadFileRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

path():string
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
path(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The folder of a role or playbook that is searched first: `files`, `templates` or empty.
 */
search():string|null
search(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
search(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

/**
 * Only what the file is, without its bytes.
 */
statOnly():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * As it is, even if it comes from a vault.
 */
encrypted():boolean {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? !!this.bb!.readInt8(this.bb_pos + offset) : false;
}

/**
 * With `stat_only`: the bytes of a file that has no more than this come along, in place of their
 * checksum.
 */
dataUpTo():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * With `stat_only`: no checksum is wanted of a file that has more than this, because it takes as
 * long as to read it; 0 for no limit.
 */
checksumUpTo():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

static startReadFileRequest(builder:flatbuffers.Builder) {
  builder.startObject(6);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, pathOffset, 0);
}

static addSearch(builder:flatbuffers.Builder, searchOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, searchOffset, 0);
}

static addStatOnly(builder:flatbuffers.Builder, statOnly:boolean) {
  builder.addFieldInt8(2, +statOnly, +false);
}

static addEncrypted(builder:flatbuffers.Builder, encrypted:boolean) {
  builder.addFieldInt8(3, +encrypted, +false);
}

static addDataUpTo(builder:flatbuffers.Builder, dataUpTo:number) {
  builder.addFieldInt32(4, dataUpTo, 0);
}

static addChecksumUpTo(builder:flatbuffers.Builder, checksumUpTo:number) {
  builder.addFieldInt32(5, checksumUpTo, 0);
}

static endReadFileRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // path
  return offset;
}

static createReadFileRequest(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset, searchOffset:flatbuffers.Offset, statOnly:boolean, encrypted:boolean, dataUpTo:number, checksumUpTo:number):flatbuffers.Offset {
  ReadFileRequest.startReadFileRequest(builder);
  ReadFileRequest.addPath(builder, pathOffset);
  ReadFileRequest.addSearch(builder, searchOffset);
  ReadFileRequest.addStatOnly(builder, statOnly);
  ReadFileRequest.addEncrypted(builder, encrypted);
  ReadFileRequest.addDataUpTo(builder, dataUpTo);
  ReadFileRequest.addChecksumUpTo(builder, checksumUpTo);
  return ReadFileRequest.endReadFileRequest(builder);
}
}

export class RenderTemplateReply {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):RenderTemplateReply {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsRenderTemplateReply(bb:flatbuffers.ByteBuffer, obj?:RenderTemplateReply):RenderTemplateReply {
  return (obj || new RenderTemplateReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsRenderTemplateReply(bb:flatbuffers.ByteBuffer, obj?:RenderTemplateReply):RenderTemplateReply {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new RenderTemplateReply()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

text():string
text(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
text(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * Where the template was found.
 */
path():string|null
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array|null
path(optionalEncoding?:any):string|Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__string(this.bb_pos + offset, optionalEncoding) : null;
}

static startRenderTemplateReply(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addText(builder:flatbuffers.Builder, textOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, textOffset, 0);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, pathOffset, 0);
}

static endRenderTemplateReply(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // text
  return offset;
}

static createRenderTemplateReply(builder:flatbuffers.Builder, textOffset:flatbuffers.Offset, pathOffset:flatbuffers.Offset):flatbuffers.Offset {
  RenderTemplateReply.startRenderTemplateReply(builder);
  RenderTemplateReply.addText(builder, textOffset);
  RenderTemplateReply.addPath(builder, pathOffset);
  return RenderTemplateReply.endRenderTemplateReply(builder);
}
}

/**
 * Plugin to host: a template of the playbook, rendered with the task's variables.
 * Answered by `RenderTemplateReply`.
 */
export class RenderTemplateRequest {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):RenderTemplateRequest {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsRenderTemplateRequest(bb:flatbuffers.ByteBuffer, obj?:RenderTemplateRequest):RenderTemplateRequest {
  return (obj || new RenderTemplateRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsRenderTemplateRequest(bb:flatbuffers.ByteBuffer, obj?:RenderTemplateRequest):RenderTemplateRequest {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new RenderTemplateRequest()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

path():string
path(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
path(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * Options of Ansible's `template` action, by their documented names.
 */
options(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startRenderTemplateRequest(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addPath(builder:flatbuffers.Builder, pathOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, pathOffset, 0);
}

static addOptions(builder:flatbuffers.Builder, optionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, optionsOffset, 0);
}

static endRenderTemplateRequest(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // path
  return offset;
}

}

export enum StreamChannel {
  /**
   * Content that goes with the call: a file to write or to read.
   */
  Data = 0,
  Stdout = 1,
  Stderr = 2
}

export class StreamChunk {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):StreamChunk {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsStreamChunk(bb:flatbuffers.ByteBuffer, obj?:StreamChunk):StreamChunk {
  return (obj || new StreamChunk()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsStreamChunk(bb:flatbuffers.ByteBuffer, obj?:StreamChunk):StreamChunk {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new StreamChunk()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

channel():StreamChannel {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : StreamChannel.Data;
}

/**
 * At most 65,472 bytes, so that a frame fits a pipe's buffer.
 */
data(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

dataLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

dataArray():Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset));
}

static startStreamChunk(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addChannel(builder:flatbuffers.Builder, channel:StreamChannel) {
  builder.addFieldInt8(0, channel, StreamChannel.Data);
}

static addData(builder:flatbuffers.Builder, dataOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, dataOffset, 0);
}

static createDataVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startDataVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static endStreamChunk(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // data
  return offset;
}

static createStreamChunk(builder:flatbuffers.Builder, channel:StreamChannel, dataOffset:flatbuffers.Offset):flatbuffers.Offset {
  StreamChunk.startStreamChunk(builder);
  StreamChunk.addChannel(builder, channel);
  StreamChunk.addData(builder, dataOffset);
  return StreamChunk.endStreamChunk(builder);
}
}

/**
 * The receiver takes `bytes` more.
 */
export class StreamCredit {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):StreamCredit {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsStreamCredit(bb:flatbuffers.ByteBuffer, obj?:StreamCredit):StreamCredit {
  return (obj || new StreamCredit()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsStreamCredit(bb:flatbuffers.ByteBuffer, obj?:StreamCredit):StreamCredit {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new StreamCredit()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

channel():StreamChannel {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : StreamChannel.Data;
}

bytes():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

static startStreamCredit(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addChannel(builder:flatbuffers.Builder, channel:StreamChannel) {
  builder.addFieldInt8(0, channel, StreamChannel.Data);
}

static addBytes(builder:flatbuffers.Builder, bytes:number) {
  builder.addFieldInt32(1, bytes, 0);
}

static endStreamCredit(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

static createStreamCredit(builder:flatbuffers.Builder, channel:StreamChannel, bytes:number):flatbuffers.Offset {
  StreamCredit.startStreamCredit(builder);
  StreamCredit.addChannel(builder, channel);
  StreamCredit.addBytes(builder, bytes);
  return StreamCredit.endStreamCredit(builder);
}
}

/**
 * Nothing follows on this channel; with an error, what came is not all.
 */
export class StreamEnd {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):StreamEnd {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsStreamEnd(bb:flatbuffers.ByteBuffer, obj?:StreamEnd):StreamEnd {
  return (obj || new StreamEnd()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsStreamEnd(bb:flatbuffers.ByteBuffer, obj?:StreamEnd):StreamEnd {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new StreamEnd()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

channel():StreamChannel {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : StreamChannel.Data;
}

error(obj?:ErrorReply):ErrorReply|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ErrorReply()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

static startStreamEnd(builder:flatbuffers.Builder) {
  builder.startObject(2);
}

static addChannel(builder:flatbuffers.Builder, channel:StreamChannel) {
  builder.addFieldInt8(0, channel, StreamChannel.Data);
}

static addError(builder:flatbuffers.Builder, errorOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, errorOffset, 0);
}

static endStreamEnd(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  return offset;
}

}

/**
 * A parsed text: its values, and where each of them stands.
 */
export class SyntaxTree {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):SyntaxTree {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsSyntaxTree(bb:flatbuffers.ByteBuffer, obj?:SyntaxTree):SyntaxTree {
  return (obj || new SyntaxTree()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsSyntaxTree(bb:flatbuffers.ByteBuffer, obj?:SyntaxTree):SyntaxTree {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new SyntaxTree()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

file():string
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
file(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

values(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * One for each node of `values`, or none at all.
 */
positions(index: number, obj?:Position):Position|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? (obj || new Position()).__init(this.bb!.__vector(this.bb_pos + offset) + index * 8, this.bb!) : null;
}

positionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

tags(index: number, obj?:NodeTag):NodeTag|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new NodeTag()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

tagsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startSyntaxTree(builder:flatbuffers.Builder) {
  builder.startObject(4);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, fileOffset, 0);
}

static addValues(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, valuesOffset, 0);
}

static addPositions(builder:flatbuffers.Builder, positionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, positionsOffset, 0);
}

static startPositionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 4);
}

static addTags(builder:flatbuffers.Builder, tagsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, tagsOffset, 0);
}

static createTagsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startTagsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endSyntaxTree(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // file
  builder.requiredField(offset, 6) // values
  return offset;
}

}

/**
 * How a task ended.
 */
export enum TaskStatus {
  Ok = 0,
  Changed = 1,
  Skipped = 2,
  Failed = 3
}

/**
 * What a node holds; the low four bits of `Node.head`.
 */
export enum ValueKind {
  Null = 0,
  False = 1,
  True = 2,

  /**
   * `arg` is the value.
   */
  Int32 = 3,

  /**
   * `arg` indexes `ints`.
   */
  Int64 = 4,

  /**
   * `arg` indexes `doubles`.
   */
  Double = 5,

  /**
   * `arg` is a byte offset into `text`, the length is in bytes of UTF-8.
   */
  String = 6,

  /**
   * `arg` is a byte offset into `blobs`.
   */
  Bytes = 7,

  /**
   * `arg` is the index of the first node behind the list, the length counts its items.
   */
  List = 8,

  /**
   * `arg` is the index of the first node behind the map, the length counts its pairs.
   */
  Map = 9,

  /**
   * UTF-8 in `blobs`: for long strings, so that a short one never keeps a large text alive.
   */
  BigString = 10
}

export class ValueTree {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):ValueTree {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsValueTree(bb:flatbuffers.ByteBuffer, obj?:ValueTree):ValueTree {
  return (obj || new ValueTree()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsValueTree(bb:flatbuffers.ByteBuffer, obj?:ValueTree):ValueTree {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new ValueTree()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * In pre-order. A map is followed by its pairs, key before value, in insertion order; a key is
 * any node but a list, a map or bytes.
 */
nodes(index: number, obj?:Node):Node|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new Node()).__init(this.bb!.__vector(this.bb_pos + offset) + index * 8, this.bb!) : null;
}

nodesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

ints(index: number):bigint|null {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.readInt64(this.bb!.__vector(this.bb_pos + offset) + index * 8) : BigInt(0);
}

intsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

doubles(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readFloat64(this.bb!.__vector(this.bb_pos + offset) + index * 8) : 0;
}

doublesLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

doublesArray():Float64Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? new Float64Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

/**
 * UTF-8; nodes may share its bytes.
 */
text(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

textLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

textArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

blobs(index: number):number|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.readUint8(this.bb!.__vector(this.bb_pos + offset) + index) : 0;
}

blobsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

blobsArray():Uint8Array|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? new Uint8Array(this.bb!.bytes().buffer, this.bb!.bytes().byteOffset + this.bb!.__vector(this.bb_pos + offset), this.bb!.__vector_len(this.bb_pos + offset)) : null;
}

static startValueTree(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addNodes(builder:flatbuffers.Builder, nodesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, nodesOffset, 0);
}

static startNodesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 4);
}

static addInts(builder:flatbuffers.Builder, intsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, intsOffset, 0);
}

static createIntsVector(builder:flatbuffers.Builder, data:bigint[]):flatbuffers.Offset {
  builder.startVector(8, data.length, 8);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt64(data[i]!);
  }
  return builder.endVector();
}

static startIntsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 8);
}

static addDoubles(builder:flatbuffers.Builder, doublesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, doublesOffset, 0);
}

static createDoublesVector(builder:flatbuffers.Builder, data:number[]|Float64Array):flatbuffers.Offset;
/**
 * @deprecated This Uint8Array overload will be removed in the future.
 */
static createDoublesVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset;
static createDoublesVector(builder:flatbuffers.Builder, data:number[]|Float64Array|Uint8Array):flatbuffers.Offset {
  builder.startVector(8, data.length, 8);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addFloat64(data[i]!);
  }
  return builder.endVector();
}

static startDoublesVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 8);
}

static addText(builder:flatbuffers.Builder, textOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, textOffset, 0);
}

static createTextVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startTextVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static addBlobs(builder:flatbuffers.Builder, blobsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, blobsOffset, 0);
}

static createBlobsVector(builder:flatbuffers.Builder, data:number[]|Uint8Array):flatbuffers.Offset {
  builder.startVector(1, data.length, 1);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addInt8(data[i]!);
  }
  return builder.endVector();
}

static startBlobsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(1, numElems, 1);
}

static endValueTree(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // nodes
  return offset;
}

static createValueTree(builder:flatbuffers.Builder, nodesOffset:flatbuffers.Offset, intsOffset:flatbuffers.Offset, doublesOffset:flatbuffers.Offset, textOffset:flatbuffers.Offset, blobsOffset:flatbuffers.Offset):flatbuffers.Offset {
  ValueTree.startValueTree(builder);
  ValueTree.addNodes(builder, nodesOffset);
  ValueTree.addInts(builder, intsOffset);
  ValueTree.addDoubles(builder, doublesOffset);
  ValueTree.addText(builder, textOffset);
  ValueTree.addBlobs(builder, blobsOffset);
  return ValueTree.endValueTree(builder);
}
}

/**
 * One file of a `group_vars` or `host_vars` folder.
 */
export class VariableFile {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):VariableFile {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsVariableFile(bb:flatbuffers.ByteBuffer, obj?:VariableFile):VariableFile {
  return (obj || new VariableFile()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsVariableFile(bb:flatbuffers.ByteBuffer, obj?:VariableFile):VariableFile {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new VariableFile()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

owner():VariableOwner {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? this.bb!.readUint8(this.bb_pos + offset) : VariableOwner.Group;
}

/**
 * Of the group or host.
 */
name():string
name(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
name(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * The folder that holds `group_vars` and `host_vars`.
 */
base():string
base(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
base(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

file():string
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
file(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * A map.
 */
values(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * Where the text of each node of `values` begins, or none at all.
 */
positions(index: number, obj?:Position):Position|null {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? (obj || new Position()).__init(this.bb!.__vector(this.bb_pos + offset) + index * 8, this.bb!) : null;
}

positionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 14);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Of nodes of `values`: a text that is `!unsafe` is never a template.
 */
tags(index: number, obj?:NodeTag):NodeTag|null {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? (obj || new NodeTag()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

tagsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 16);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startVariableFile(builder:flatbuffers.Builder) {
  builder.startObject(7);
}

static addOwner(builder:flatbuffers.Builder, owner:VariableOwner) {
  builder.addFieldInt8(0, owner, VariableOwner.Group);
}

static addName(builder:flatbuffers.Builder, nameOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, nameOffset, 0);
}

static addBase(builder:flatbuffers.Builder, baseOffset:flatbuffers.Offset) {
  builder.addFieldOffset(2, baseOffset, 0);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, fileOffset, 0);
}

static addValues(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, valuesOffset, 0);
}

static addPositions(builder:flatbuffers.Builder, positionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(5, positionsOffset, 0);
}

static startPositionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 4);
}

static addTags(builder:flatbuffers.Builder, tagsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(6, tagsOffset, 0);
}

static createTagsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startTagsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endVariableFile(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 6) // name
  builder.requiredField(offset, 8) // base
  builder.requiredField(offset, 10) // file
  builder.requiredField(offset, 12) // values
  return offset;
}

}

/**
 * Variables that one place sets together.
 */
export class VariableLayer {
  bb: flatbuffers.ByteBuffer|null = null;
  bb_pos = 0;
  __init(i:number, bb:flatbuffers.ByteBuffer):VariableLayer {
  this.bb_pos = i;
  this.bb = bb;
  return this;
}

static getRootAsVariableLayer(bb:flatbuffers.ByteBuffer, obj?:VariableLayer):VariableLayer {
  return (obj || new VariableLayer()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

static getSizePrefixedRootAsVariableLayer(bb:flatbuffers.ByteBuffer, obj?:VariableLayer):VariableLayer {
  bb.setPosition(bb.position() + flatbuffers.SIZE_PREFIX_LENGTH);
  return (obj || new VariableLayer()).__init(bb.readInt32(bb.position()) + bb.position(), bb);
}

/**
 * A map.
 */
values(obj?:ValueTree):ValueTree|null {
  const offset = this.bb!.__offset(this.bb_pos, 4);
  return offset ? (obj || new ValueTree()).__init(this.bb!.__indirect(this.bb_pos + offset), this.bb!) : null;
}

/**
 * The file, or the text of a host list given on the command line.
 */
file():string
file(optionalEncoding:flatbuffers.Encoding):string|Uint8Array
file(optionalEncoding?:any):string|Uint8Array {
  const offset = this.bb!.__offset(this.bb_pos, 6);
  return this.bb!.__string(this.bb_pos + offset, optionalEncoding);
}

/**
 * Counts from 1; 0 where it is unknown.
 */
line():number {
  const offset = this.bb!.__offset(this.bb_pos, 8);
  return offset ? this.bb!.readUint32(this.bb_pos + offset) : 0;
}

/**
 * Where the text of each node of `values` begins, or none at all.
 */
positions(index: number, obj?:Position):Position|null {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? (obj || new Position()).__init(this.bb!.__vector(this.bb_pos + offset) + index * 8, this.bb!) : null;
}

positionsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 10);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

/**
 * Of nodes of `values`: a text that is `!unsafe` is never a template.
 */
tags(index: number, obj?:NodeTag):NodeTag|null {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? (obj || new NodeTag()).__init(this.bb!.__indirect(this.bb!.__vector(this.bb_pos + offset) + index * 4), this.bb!) : null;
}

tagsLength():number {
  const offset = this.bb!.__offset(this.bb_pos, 12);
  return offset ? this.bb!.__vector_len(this.bb_pos + offset) : 0;
}

static startVariableLayer(builder:flatbuffers.Builder) {
  builder.startObject(5);
}

static addValues(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset) {
  builder.addFieldOffset(0, valuesOffset, 0);
}

static addFile(builder:flatbuffers.Builder, fileOffset:flatbuffers.Offset) {
  builder.addFieldOffset(1, fileOffset, 0);
}

static addLine(builder:flatbuffers.Builder, line:number) {
  builder.addFieldInt32(2, line, 0);
}

static addPositions(builder:flatbuffers.Builder, positionsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(3, positionsOffset, 0);
}

static startPositionsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(8, numElems, 4);
}

static addTags(builder:flatbuffers.Builder, tagsOffset:flatbuffers.Offset) {
  builder.addFieldOffset(4, tagsOffset, 0);
}

static createTagsVector(builder:flatbuffers.Builder, data:flatbuffers.Offset[]):flatbuffers.Offset {
  builder.startVector(4, data.length, 4);
  for (let i = data.length - 1; i >= 0; i--) {
    builder.addOffset(data[i]!);
  }
  return builder.endVector();
}

static startTagsVector(builder:flatbuffers.Builder, numElems:number) {
  builder.startVector(4, numElems, 4);
}

static endVariableLayer(builder:flatbuffers.Builder):flatbuffers.Offset {
  const offset = builder.endObject();
  builder.requiredField(offset, 4) // values
  builder.requiredField(offset, 6) // file
  return offset;
}

static createVariableLayer(builder:flatbuffers.Builder, valuesOffset:flatbuffers.Offset, fileOffset:flatbuffers.Offset, line:number, positionsOffset:flatbuffers.Offset, tagsOffset:flatbuffers.Offset):flatbuffers.Offset {
  VariableLayer.startVariableLayer(builder);
  VariableLayer.addValues(builder, valuesOffset);
  VariableLayer.addFile(builder, fileOffset);
  VariableLayer.addLine(builder, line);
  VariableLayer.addPositions(builder, positionsOffset);
  VariableLayer.addTags(builder, tagsOffset);
  return VariableLayer.endVariableLayer(builder);
}
}

/**
 * What variables are about.
 */
export enum VariableOwner {
  Group = 0,
  Host = 1
}
