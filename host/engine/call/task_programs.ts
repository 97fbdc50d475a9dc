/**
 * The programs of a task: how they are sent to its target, and in which order with those of others.
 *
 * @module
 */
import { type Become, Fault } from "@shep/sdk";
import type { CallOptions, ExecReply, ExecRequest } from "@shep/sdk/wire";
import { type ConnectionTarget, type HostConnection, targetKey } from "../../connection/manager.ts";
import type { Place } from "../loop/overlap.ts";
import type { PlayContext } from "../play_context.ts";
import type { Course } from "../task/attempt.ts";

/** A task that runs programs on its target. */
export interface TaskProgramsOptions {
  readonly play: PlayContext;
  readonly target: ConnectionTarget;
  readonly environment: Readonly<Record<string, string>>;
  readonly become?: Become;
  /** Its place among tasks that follow each other on the target. */
  readonly place?: Place;
  /** Hears how the task goes on. */
  readonly course?: Course | undefined;
  /** Whether the task may take as long as it does. */
  readonly isUnhurried?: boolean;
}

/** Runs a program on the target, as the task's user and in its environment. */
export type Execute = (request: ExecRequest, options?: CallOptions) => Promise<ExecReply>;

/** Sends programs to a task's target. */
export class TaskPrograms {
  readonly #options: TaskProgramsOptions;
  /** Whether the action said that it asks no more of the target. */
  #isFinished = false;

  constructor(options: TaskProgramsOptions) {
    this.#options = options;
  }

  /** Runs a program in the turn of the task. */
  readonly execute: Execute = async (request, options) => {
    const { place, course, isUnhurried = false } = this.#options;
    // Only scripts without input are sure to be run in a shell, and each user has shells of their own.
    const isFollowed = request.isLast === true && place !== undefined &&
      request.stdin === undefined;
    if (!isFollowed || !place.follows(this.#way())) await place?.reached;
    const connection = await this.#connect();
    const isLeading = request.isDecisive === true && course?.isFollowable === true &&
      isUnhurried && isChained(request, connection);
    const reply = this.#send(connection, request, options, { isLast: isFollowed || isLeading });
    if (isFollowed) {
      this.#isFinished = true;
      place.letNext();
    }
    return await reply;
  };

  /**
   * Runs a program before the turn of the task: behind that of the task before, and only if that
   * succeeds. What cannot be sent there is `skipped`, as is what came behind a failure.
   */
  readonly executeBehind: Execute = async (request, options) => {
    const { way, number } = this.#options.course?.behind ?? {};
    if (number === undefined || way !== this.#way()) return NOT_RUN;
    const connection = await this.#connect();
    if (!isChained(request, connection)) return NOT_RUN;
    return await this.#send(connection, request, options, { isLast: true, after: number });
  };

  /** The connection, when what stands before this task is done. */
  async connection(): Promise<HostConnection> {
    await this.#options.place?.reached;
    return await this.#connect();
  }

  #connect(): Promise<HostConnection> {
    const { play, target } = this.#options;
    if (!this.#isFinished) return play.run.connections.connect(target);
    throw new Fault(
      "invalid-request",
      "The action asks more of its target than what it called its last",
    );
  }

  /** Sends a program; in which order is known here, and not by who asks. */
  async #send(
    connection: HostConnection,
    request: ExecRequest,
    options: CallOptions | undefined,
    order: Pick<ExecRequest, "isLast" | "after">,
  ): Promise<ExecReply> {
    const { environment, become, course, play } = this.#options;
    const { isDecisive = false, ...rest } = request;
    const isFollowable = order.isLast && isDecisive && course?.isFollowable;
    const number = isFollowable ? play.run.connections.nextNumber() : 0;
    const sent = now();
    const answer = connection.exec({
      ...rest,
      environment: { ...environment, ...request.environment },
      ...(become === undefined ? {} : { become }),
      isLast: false,
      after: 0,
      ...order,
      number,
    }, options);
    course?.away(isFollowable ? { way: this.#way(), number } : undefined);
    const reply = await answer;
    if (reply.skipped) {
      course?.skipped();
      return reply;
    }
    const started = Math.max(sent, order.after ? course!.free() : 0);
    const ended = now();
    course?.ended(ended);
    if (isDecisive && reply.exitCode === 0) course?.decided();
    return { ...reply, started, ended };
  }

  /** Who runs its programs, and where: those that go the same way arrive in their order. */
  #way(): string {
    const { target, become } = this.#options;
    return JSON.stringify([targetKey(target), become]);
  }
}

const NOTHING = new Uint8Array(0);

/** What is said of a program that did not run before its turn. */
const NOT_RUN: ExecReply = { exitCode: -1, stdout: NOTHING, stderr: NOTHING, skipped: true };

/** Whether a connection runs a program in its place, and others behind it. */
function isChained({ kind, stdin, streamed }: ExecRequest, { chains }: HostConnection): boolean {
  return stdin === undefined && !streamed && chains.includes(kind);
}

/** Milliseconds since 1970, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
