import { describe, expect, it } from '@jest/globals';
import { sourceOf } from './source.js';

const page = 'https://shop.example/a';

describe('sourceOf', () => {
  it.each([
    ['https://shop.example/?utm_source=News&utm_medium=email&utm_campaign=May', undefined, 'email', 'news', 'email', 'May'],
    ['https://shop.example/?utm_source=google&utm_medium=cpc', undefined, 'paid', 'google', 'cpc', undefined],
    ['https://shop.example/?utm_source=facebook', undefined, 'social', 'facebook', '(not set)', undefined],
    ['https://shop.example/?utm_campaign=x', undefined, 'campaign', '(not set)', '(not set)', 'x'],
    ['https://shop.example/?gclid=abc', 'https://www.google.com/', 'paid', 'google', 'cpc', undefined],
    ['https://shop.example/?fbclid=abc', 'https://l.facebook.com/', 'social', 'facebook', 'social', undefined],
    [page, 'https://www.google.co.uk/', 'organic', 'google', 'organic', undefined],
    [page, 'https://google.de/search?q=x', 'organic', 'google', 'organic', undefined],
    [page, 'https://duckduckgo.com/', 'organic', 'duckduckgo', 'organic', undefined],
    [page, 'https://t.co/abc', 'social', 'x', 'social', undefined],
    [page, 'https://chatgpt.com/', 'ai', 'chatgpt', 'ai', undefined],
    [page, 'https://gemini.google.com/app', 'ai', 'gemini', 'ai', undefined],
    [page, 'https://mail.google.com/', 'email', 'gmail', 'email', undefined],
    [page, 'https://blog.example.org/post', 'referral', 'blog.example.org', 'referral', undefined],
    [page, 'https://notgoogle.com/', 'referral', 'notgoogle.com', 'referral', undefined],
  ])('page %s, referrer %s: %s', (url, referrer, channel, source, medium, campaign) => {
    const found = sourceOf(url, referrer);
    expect(found).toMatchObject({ channel, source, medium });
    expect(found?.campaign).toBe(campaign);
  });

  it.each([
    ['no referrer', page, undefined],
    ['the site itself', page, 'https://shop.example/b'],
    ['the site’s subdomain', page, 'https://www.shop.example/b'],
    ['nonsense', 'not a url', 'neither'],
  ])('says nothing for %s', (_, url, referrer) => {
    expect(sourceOf(url, referrer)).toBeUndefined();
  });
});
