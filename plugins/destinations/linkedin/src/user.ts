import { addressBytes, isHashed, sha256Hex, type WarpEvent } from '@warp/plugin-sdk';

interface UserId {
  readonly idType: 'SHA256_EMAIL' | 'LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID' | 'PLAINTEXT_IP_ADDRESS';
  readonly idValue: string;
}

interface UserInfo {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName?: string;
  readonly countryCode?: string;
}

/** Who it was (learn.microsoft.com/en-us/linkedin/marketing/integrations/ads-reporting/conversions-api-schema). */
export interface LinkedInUser {
  /** Required, even when empty. */
  readonly userIds: readonly UserId[];
  readonly userInfo?: UserInfo;
}

export function userOf(event: WarpEvent): LinkedInUser {
  const ids: Record<UserId['idType'], string | undefined> = {
    SHA256_EMAIL: hashedEmail(event.user.email),
    LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID: clickId(event),
    PLAINTEXT_IP_ADDRESS: ipv4(event.ipAddress),
  };
  const userIds = Object.entries(ids).flatMap(([idType, idValue]) => (idValue ? [{ idType: idType as UserId['idType'], idValue }] : []));
  const info = userInfo(event);
  return { userIds, ...(info && { userInfo: info }) };
}

export const canMatch = ({ userIds, userInfo }: LinkedInUser): boolean => userIds.length > 0 || userInfo !== undefined;

/** Lower case without any spaces; dots and what follows a plus stay. What is hashed already passes through. */
function hashedEmail(text = ''): string | undefined {
  const normal = text.toLowerCase().replace(/\s+/g, '');
  if (isHashed(normal)) return normal;
  return /^[^@]+@[^@]+$/.test(normal) ? sha256Hex(normal) : undefined;
}

/** LinkedIn's click id, `li_fat_id`: of this very page before the one remembered. */
function clickId({ ids, pageUrl }: WarpEvent): string | undefined {
  const clicked = pageUrl !== undefined && URL.canParse(pageUrl) ? new URL(pageUrl).searchParams.get('li_fat_id') : null;
  return clicked || ids.liFatId;
}

/** LinkedIn takes no other addresses. */
const ipv4 = (address = ''): string | undefined => (addressBytes(address)?.length === 4 ? address : undefined);

/** Both names are required; the company is that of the network, when it is a business. */
function userInfo({ user, organisation, geo }: WarpEvent): UserInfo | undefined {
  const [firstName, lastName] = [user.firstName?.trim(), user.lastName?.trim()];
  if (!firstName || !lastName) return undefined;
  const company = organisation?.kind === 'business' ? organisation.name : undefined;
  const country = [user.country?.trim(), geo?.country].find((code) => /^[a-z]{2}$/i.test(code ?? ''));
  return { firstName, lastName, ...(company && { companyName: company }), ...(country && { countryCode: country.toUpperCase() }) };
}
