import { hash, verify } from '@node-rs/argon2';

/** argon2id, the first of OWASP's recommended settings: 19 MiB, 2 passes, 1 lane (Password Storage Cheat Sheet). */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** @returns the password's argon2id hash in PHC form. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/** The hash of nobody's password, so that an unknown e-mail address costs as much time as a known one. */
const nobody = hashPassword('nobody has this password');

/** @param passwordHash undefined when there is no such person: takes as long, and is false. */
export async function passwordMatches(passwordHash: string | undefined, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await nobody), password);
  return matches && passwordHash !== undefined;
}
