const made = new Map<string, RegExp>();

/** Finds a query parameter with a value, as `name=value`, in its first group. @param name of a site's `page_parameters` */
export function pageParameter(name: string): RegExp {
  let expression = made.get(name);
  if (expression === undefined) made.set(name, (expression = new RegExp(pageParameterPattern(name))));
  return expression;
}

/** The same expression as text, which PostgreSQL reads alike. */
export const pageParameterPattern = (name: string): string => `[?&](${name.replaceAll('.', '\\.')}=[^&#]+)`;
