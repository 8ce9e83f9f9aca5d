import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

/** Where @nestjs/swagger keeps what decorators say. */
const ANSWERS = 'swagger/apiResponse';
const PARAMETERS = 'swagger/apiParameters';
const EXTRA_MODELS = 'swagger/apiExtraModels';
const FIELDS = 'swagger/apiModelPropertiesArray';
const FIELD = 'swagger/apiModelProperties';
const NAME = 'swagger/apiSchema';

type Class = new (...parameters: never[]) => object;

/**
 * Names that two classes of the routes' bodies and answers share. They become one schema, so that the document says of one route what is
 * true of another.
 */
export function sharedSchemaNames(app: INestApplication): readonly string[] {
  const models = new Set<Class>();
  for (const { controllers } of app.get(ModulesContainer).values())
    for (const { metatype } of controllers.values()) if (typeof metatype === 'function') addModelsOf(metatype as Class, models);
  const byName = Map.groupBy(models, schemaName);
  return [...byName].flatMap(([name, classes]) => (classes.length > 1 ? [name] : [])).sort();
}

const schemaName = (model: Class): string => (Reflect.getOwnMetadata(NAME, model) as { name?: string }[] | undefined)?.at(-1)?.name ?? model.name;

function addModelsOf(controller: Class, models: Set<Class>): void {
  const prototype = controller.prototype as Record<string, unknown>;
  const handlers = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  const decorated = [controller, ...handlers.map((name) => prototype[name] as object)];
  for (const target of decorated) {
    Object.values((Reflect.getMetadata(ANSWERS, target) ?? {}) as Record<string, { type?: unknown }>).forEach(({ type }) => addModel(type, models));
    ((Reflect.getMetadata(EXTRA_MODELS, target) ?? []) as unknown[]).forEach((type) => addModel(type, models));
    ((Reflect.getMetadata(PARAMETERS, target) ?? []) as { in?: string; type?: unknown }[]).forEach((parameter) => parameter.in === 'body' && addModel(parameter.type, models));
  }
  for (const name of handlers) bodiesOf(controller, name).forEach((type) => addModel(type, models));
}

/** Nest's number of `@Body()`. */
const BODY = '3:';

/** A query's classes are no schemas: their fields are parameters. */
function bodiesOf(controller: Class, handler: string): readonly unknown[] {
  const types = (Reflect.getMetadata('design:paramtypes', controller.prototype as object, handler) ?? []) as unknown[];
  const parameters = (Reflect.getMetadata('__routeArguments__', controller, handler) ?? {}) as Record<string, { index: number }>;
  return Object.entries(parameters).flatMap(([key, { index }]) => (key.startsWith(BODY) ? [types[index]] : []));
}

/** The class, and those of its fields. */
function addModel(given: unknown, models: Set<Class>): void {
  const type: unknown = isLazy(given) ? given() : given;
  if (Array.isArray(type)) return type.forEach((one) => addModel(one, models));
  if (typeof type !== 'function' || models.has(type as Class)) return;
  const prototype = type.prototype as object | undefined;
  const fields = prototype === undefined ? undefined : (Reflect.getMetadata(FIELDS, prototype) as string[] | undefined);
  if (prototype === undefined || fields === undefined) return;
  models.add(type as Class);
  for (const field of fields) addModel((Reflect.getMetadata(FIELD, prototype, field.slice(1)) as { type?: unknown } | undefined)?.type, models);
  ((Reflect.getMetadata(EXTRA_MODELS, type) ?? []) as unknown[]).forEach((extra) => addModel(extra, models));
}

/** `() => Class`, for what is declared further down. */
const isLazy = (type: unknown): type is () => unknown => typeof type === 'function' && type.name === 'type';
