import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { asProblem } from './as-problem.js';
import { PROBLEM_TYPE, problemBody } from './problem-body.js';

/** Answers every error of the API as `application/problem+json`. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    sendProblem(error, host.switchToHttp().getResponse<FastifyReply>());
  }
}

/** The same for what is thrown outside Nest's routes: in hooks, and while a body is read. */
export function sendProblem(error: unknown, reply: FastifyReply): void {
  const problem = asProblem(error);
  void reply.code(problem.status).headers(problem.headers).type(PROBLEM_TYPE).send(problemBody(problem));
}
