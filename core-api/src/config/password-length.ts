/** Of new passwords, whoever sets them: a person, or WARP_ADMIN_PASSWORD; those that were set before go on. */
export const LEAST_PASSWORD_LENGTH = 12;
/** Longer ones would only cost time. */
export const MOST_PASSWORD_LENGTH = 256;
