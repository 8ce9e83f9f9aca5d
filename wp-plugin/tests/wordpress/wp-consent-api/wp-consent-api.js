window.wp_fallback_consent_type = consent_api.consent_type;
window.waitfor_consent_hook = consent_api.waitfor_consent_hook;

function consent_api_get_cookie(name) {
  return document.cookie.split('; ').find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

function wp_has_consent(category) {
  const type = window.wp_consent_type !== undefined ? window.wp_consent_type : window.wp_fallback_consent_type;
  const value = consent_api_get_cookie(`${consent_api.cookie_prefix}_${category}`);
  if (!type) return true;
  return type.includes('optout') && value === '' ? true : value === 'allow';
}

function wp_set_consent(category, value) {
  const name = `${consent_api.cookie_prefix}_${category}`;
  const previous = consent_api_get_cookie(name);
  document.cookie = `${name}=${value};path=/`;
  if (previous === value) return;
  const detail = [];
  detail[category] = value;
  document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
}
